"""One phone's screen: what its owner wrote and what came back, in the order of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from receivables.services.threads import TextFromPatient, texts_from
from receivables.store.database import reading
from web.simulator.handset import Handset, HandsetMessage

TICKS = {"sent": 1, "delivered": 2}


@dataclass(frozen=True, slots=True)
class Bubble:
    """A text on the screen. `ticks`: 0 on its way, 1 sent, 2 delivered."""

    mine: bool
    body: str
    at: dt.datetime
    ticks: int
    media_count: int = 0


@dataclass(frozen=True, slots=True)
class Screen:
    """The thread, and whether an answer is being made."""

    bubbles: tuple[Bubble, ...]
    typing: bool


def screen(store: Engine, handset: Handset, phone: str) -> Screen:
    """What the phone shows now."""
    with reading(store) as session:
        written = texts_from(session, phone)
    return arrange(written, handset.messages(phone, 0))


def arrange(written: Sequence[TextFromPatient], received: Sequence[HandsetMessage]) -> Screen:
    """Both sides of a thread as one screen. A text is delivered when our webhook has taken it."""
    own = [Bubble(True, text.body, text.at, 2, text.media_count) for text in written]
    theirs = [_received(message) for message in received]
    order = sorted([*own, *theirs], key=lambda bubble: bubble.at)
    return Screen(tuple(order), any(not text.answered for text in written))


def _received(message: HandsetMessage) -> Bubble:
    at = dt.datetime.fromisoformat(message.date_created)
    return Bubble(False, message.body, at, TICKS.get(message.status, 0))
