"""What must be said, in which order, before anything else is.

Sources: Cal. Bus. & Prof. Code 17941 (compliance D6): an automated assistant says so at the
opening. State recording laws (D5, `recording`): the announcement comes before a word is recorded.
12 CFR 1006.18(e) (D1): a debt collector says in the first communication that this is an attempt
to collect a debt and that information will be used for it, and in each later one that it comes
from a debt collector; only once the person has proved who they are, so that nobody else learns
of it. All are said in the language of the conversation (1006.18(e)(4)).

A provider that collects its own bill says no such thing: it would not be true.

Allowed: assistant, recording, verification, "attempt to collect a debt", balance. Refused: the
third before verification.

>>> due(Moment(opening=True, recording=True, verified=False, collector=True))
(<Disclosure.AUTOMATED: 'automated'>, <Disclosure.RECORDING: 'recording'>)
>>> due(Moment(verified=True, collector=True, said=frozenset({Disclosure.AUTOMATED})))
(<Disclosure.DEBT_FIRST: 'debt_first'>,)
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Disclosure(StrEnum):
    """One thing to be said."""

    AUTOMATED = "automated"
    RECORDING = "recording"
    DEBT_FIRST = "debt_first"
    DEBT_LATER = "debt_later"


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a communication stands.

    `opening`: nothing has been said in it. `recording`: it is, or will be, recorded. `verified`:
    this is the right person. `collector`: a debt collector speaks. `said`: in this communication.
    `told_before`: the first disclosure of the debt was made in an earlier communication.
    """

    opening: bool = False
    automated: bool = True
    recording: bool = False
    verified: bool = False
    collector: bool = False
    told_before: bool = False
    said: frozenset[Disclosure] = frozenset()


def due(moment: Moment) -> tuple[Disclosure, ...]:
    """What is to be said now, in this order, before anything else."""
    wanted = []
    if moment.automated and moment.opening:
        wanted.append(Disclosure.AUTOMATED)
    if moment.recording:
        wanted.append(Disclosure.RECORDING)
    if moment.collector and moment.verified:
        wanted.append(Disclosure.DEBT_LATER if moment.told_before else Disclosure.DEBT_FIRST)
    return tuple(disclosure for disclosure in wanted if disclosure not in moment.said)
