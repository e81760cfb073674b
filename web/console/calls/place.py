"""Where the calls of a page are held: the real store, or the rehearsal of a practice call.

The routers of the call screen are mounted twice. Under /console/practice a dependency that comes
first (web.console.practice_call) says how to open a rehearsal; staff, sessions and rights stay the
real ones. The routers themselves do not know the difference.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy import Engine

from receivables.scripts.practice import Scenario
from web.console.desk import AtDesk, Desk
from web.dependencies import Store


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said in a practice call: its lines so far, and whether the person has hung up."""

    scenario: Scenario
    lines: list[Any]
    hung_up: bool


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A practice call in the place of the real ones."""

    store: Engine
    talk: Talk


def hold_in(request: Request, opening: Callable[[], Rehearsal]) -> None:
    """Hold the calls of this request in a rehearsal, which is opened once who asks is known."""
    request.state.opening = opening


def talk_of(request: Request) -> Talk | None:
    """What is said in the practice call; None for a real call, whose words are not kept."""
    rehearsal = getattr(request.state, "rehearsal", None)
    return rehearsal.talk if rehearsal else None


def call_address(request: Request, call_id: int) -> str:
    """The page of a call, which its forms' addresses begin with."""
    root = "/console/practice/calls" if talk_of(request) else "/console/calls"
    return f"{root}/{call_id}"


def calls_store(request: Request, store: Store) -> Engine:
    """The store that calls are held in."""
    opening = getattr(request.state, "opening", None)
    if opening is None:
        return store
    rehearsal: Rehearsal = opening()
    request.state.rehearsal = rehearsal
    return rehearsal.store


CallStore = Annotated[Engine, Depends(calls_store)]


def calling_desk(desk: AtDesk, store: CallStore) -> Desk:
    """The desk of whoever sent a form of a call."""
    return replace(desk, store=store)


AtCall = Annotated[Desk, Depends(calling_desk)]
