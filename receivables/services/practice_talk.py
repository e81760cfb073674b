"""The other end of a practice call: what an invented person says to a collector's line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from receivables.domain.practice import Move
from receivables.scripts.practice import Reaction, Scenario


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person says, where they stand then, and by which reaction, if by any."""

    line: str
    state: str
    reaction: Reaction | None


def opening_line(scenario: Scenario) -> str:
    """What is heard when the telephone is picked up."""
    return scenario.states[scenario.start].line


def reply_to(scenario: Scenario, state: str, moves: Collection[Move]) -> Reply:
    """The first reaction to one of the moves: those of anywhere, then those of the state."""
    here = scenario.states[state]
    for reaction in (*scenario.anywhere, *here.reacts):
        if not set(reaction.hears).isdisjoint(moves):
            return Reply(reaction.line, reaction.to, reaction)
    return Reply(here.other, state, None)
