"""Passing a conversation to a person."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from actions.turn import Turn
from receivables.services.handoffs import open_handoff, request_handoff
from receivables.services.identity import verified_guarantor
from receivables.wording import say

_NUMBERS = re.compile(r"\d(?:[\d\s./-]*\d)?")
LONGEST_QUOTE = 160


def hand_over(turn: Turn, session: Session, reason: str, response: str) -> None:
    """Request a handoff with a summary for the representative, and tell the patient what is next.

    `response` may use {hours} and {phone}. Nothing is said when a handoff is open already and
    the turn repeats it: the person has been told.
    """
    if open_handoff(session, turn.conversation_id) is None:
        request_handoff(
            session,
            turn.conversation_id,
            reason,
            summary(turn, session),
            turn.request_id,
            turn.now,
        )
    turn.say(response, hours=turn.hours, phone=turn.phone)


def summary(turn: Turn, session: Session) -> str:
    """Three lines: who is verified, what was asked for, the last text without its numbers."""
    guarantor = verified_guarantor(session, turn.conversation_id, turn.now)
    asked = [
        (event.get("parse_data") or {}).get("intent", {}).get("name")
        for event in turn.tracker.events
        if event.get("event") == "user"
    ]
    return say(
        "utter_representative_summary",
        "en",
        verified=guarantor.name if guarantor else "-",
        asked=", ".join(dict.fromkeys(name for name in asked if name)) or "-",
        said=_NUMBERS.sub("#", turn.text)[:LONGEST_QUOTE],
    )
