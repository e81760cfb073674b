"""How often a person may try to prove who they are, and for how long the proof holds.

Source: 45 CFR 164.514(h) asks for reasonable verification before any disclosure (compliance H1);
the limits on wrong answers are compliance 2c, their figures a provider's choice (policy file).

A sender is locked before an account is: three failures in fifteen minutes from one conversation.
An account is also protected over a day against failures from all conversations of its number
together. A conversation that has proved itself for this account before is exempt from what
others did, so that a stranger with a forged number can't lock out the real person.

Allowed: two wrong answers, then the right one. Refused: a fourth try after three wrong answers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from receivables.policy.figures import VerificationFigures


@dataclass(frozen=True, slots=True)
class Failure:
    """One wrong answer: when (aware moment), and whether in the conversation at hand."""

    at: dt.datetime
    own: bool


def is_locked(
    failures: Iterable[Failure],
    now: dt.datetime,
    figures: VerificationFigures,
    proved_before: bool,
) -> bool:
    """Whether no further answer may be looked at now.

    `failures` are those of every conversation of the number; `proved_before` says that this
    conversation was verified at an earlier time.
    """
    window = dt.timedelta(minutes=figures.failure_window_minutes)
    day = dt.timedelta(hours=figures.account_window_hours)
    counted = [failure for failure in failures if failure.own or not proved_before]
    lately = [failure for failure in counted if failure.own and now - failure.at < window]
    within_a_day = [failure for failure in counted if now - failure.at < day]
    return (
        len(lately) >= figures.failures_allowed
        or len(within_a_day) >= figures.account_failures_allowed
    )


def valid_until(verified_at: dt.datetime, figures: VerificationFigures) -> dt.datetime:
    """The moment at which a verification stops to count (automatic logoff, compliance H4)."""
    return verified_at + dt.timedelta(minutes=figures.valid_minutes)
