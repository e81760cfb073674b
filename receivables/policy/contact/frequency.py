"""How often one may try: at most so many attempts in a span that moves along with the clock.

Source: common to 12 CFR 1006.14(b) (compliance T4) and the local limits; each names its own.

>>> moments = [dt.datetime(2026, 11, day, 15, tzinfo=dt.UTC) for day in (1, 2, 3)]
>>> week = dt.timedelta(days=7)
>>> free_again(moments, moments[-1], 3, week).isoformat()  # when the first is a week old
'2026-11-08T15:00:00+00:00'
>>> free_again(moments, moments[-1], 4, week) is None
True
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from receivables.policy.contact.facts import Attempt, Channel, Outcome


def counted(attempts: Iterable[Attempt], channels: Iterable[Channel]) -> list[dt.datetime]:
    """When attempts were made that count: on these channels, connected, and not asked for."""
    wanted = set(channels)
    return sorted(
        attempt.at
        for attempt in attempts
        if attempt.channel in wanted
        and attempt.outcome is not Outcome.NOT_CONNECTED
        and not attempt.requested
    )


def free_again(
    moments: list[dt.datetime], at: dt.datetime, most: int, span: dt.timedelta
) -> dt.datetime | None:
    """When one more would no longer be over `most` in any span; None when it is not over now.

    An attempt exactly one span ago counts no more. `moments` in order; those after `at` are not
    known yet.
    """
    within = [moment for moment in moments if at - span < moment <= at]
    return within[-most] + span if len(within) >= most else None
