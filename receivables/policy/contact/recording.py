"""Whether a call may be recorded.

Sources: 18 USC 2511(2)(d) and the state laws that ask for everybody's consent (compliance D5;
lists differ by two or three states: confirm with counsel). We announce on every call, whatever
the state, and record nothing before; who declines goes on, unrecorded.

Allowed: a caller who hears the announcement and goes on. Refused: before the announcement; after
"don't record me".

>>> may_record(Recording(announced=True, went_on=True), {"CA"})
True
>>> may_record(Recording(announced=True, went_on=True, declined=True), {"OH"})
False
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

ALL_PARTIES = frozenset(
    {"CA", "DE", "FL", "IL", "MD", "MA", "MT", "NV", "NH", "PA", "WA", "CT", "MI", "OR"}
)


@dataclass(frozen=True, slots=True)
class Recording:
    """What has happened on the call: announced, the caller went on after it, or declined."""

    announced: bool = False
    went_on: bool = False
    declined: bool = False


def needs_everybody(states: Set[str]) -> bool:
    """Whether one of the states asks for everybody's consent; unknown states count as if so."""
    return not states or bool(ALL_PARTIES & states)


def may_record(call: Recording, states: Set[str]) -> bool:
    """Whether recording may run now. `states`: two letters, all in which the parties may be."""
    if not call.announced or call.declined:
        return False
    return call.went_on or not needs_everybody(states)
