"""Passing a conversation to a person."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from actions.arrangement_wish import BY_COUNT
from actions.turn import Turn
from receivables.domain.call_wish import asks_for_a_call, is_as_wished, wished_moment
from receivables.services.clock import moment_said, office_is_open, organisation_zone
from receivables.services.handoff_promises import schedule_callback
from receivables.services.handoffs import open_handoff, request_handoff
from receivables.services.identity import verified_guarantor
from receivables.store.tables import Handoff
from receivables.wording import say

_NUMBERS = re.compile(r"\d(?:[\d\s./-]*\d)?")
LONGEST_QUOTE = 160
_SAY_NOTHING = {"nlu_fallback", "greet", "thank", "affirm", "deny", "goodbye", "provide_identity"}
COMING = "utter_representative_coming"
_PROMISED = {
    COMING,
    "utter_identity_unable",
    "utter_representative_settlement",
    "utter_representative_complaint",
}
_TERMS = ("amount", "count", "frequency", "first_on")


def hand_over(turn: Turn, session: Session, reason: str, response: str) -> None:
    """Request a handoff with a summary for the representative, and tell the patient what is next
    and by when a person answers.

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
    handoff = open_handoff(session, turn.conversation_id)
    calls = turn.channel == "sms" and handoff is not None and asks_for_a_call(turn.text)
    if not (calls and response == COMING):  # the call is answer enough
        turn.say(response, hours=turn.hours, phone=turn.phone)
    if turn.channel == "voice":  # the call itself says whether, and when, somebody comes
        return
    if calls and handoff is not None:
        _promise_call(turn, session, handoff)
    elif response in _PROMISED and handoff and handoff.answer_by:
        is_open = office_is_open(turn.now)
        promise = "utter_representative_by" if is_open else "utter_representative_by_closed"
        turn.say(promise, when=moment_said(handoff.answer_by, turn.language))


def _promise_call(turn: Turn, session: Session, handoff: Handoff) -> None:
    wished = wished_moment(turn.text, turn.now.astimezone(organisation_zone()))
    at = schedule_callback(session, handoff, turn.now, wished)
    if at is None:
        turn.say("utter_representative_no_callback", hours=turn.hours, phone=turn.phone)
        return
    kept = wished is None or is_as_wished(at, wished)
    name = "utter_representative_callback" if kept else "utter_representative_callback_moved"
    turn.say(name, when=moment_said(at, turn.language))


def summary(turn: Turn, session: Session) -> str:
    """Four lines: who is verified, what was asked for, what was understood so far (the terms of
    a plan, in cents; or what we offered when unsure), the last text without its numbers."""
    guarantor = verified_guarantor(session, turn.conversation_id, turn.now)
    asked = [name for name in _intents(turn) if name not in _SAY_NOTHING]
    return say(
        "utter_representative_summary",
        "en",
        verified=guarantor.name if guarantor else "-",
        asked=", ".join(dict.fromkeys(asked)) or "-",
        understood=_understood(turn),
        said=_NUMBERS.sub("#", turn.text)[:LONGEST_QUOTE],
    )


def _intents(turn: Turn) -> list[str]:
    said = (event for event in turn.tracker.events if event.get("event") == "user")
    parsed = ((event.get("parse_data") or {}).get("intent") or {} for event in said)
    return [str(intent["name"]) for intent in parsed if intent.get("name")]


def _understood(turn: Turn) -> str:
    terms = {name: turn.slot(f"payment_arrangement_{name}") for name in _TERMS}
    known = [f"{name} {value}" for name, value in terms.items() if value not in (None, BY_COUNT)]
    offered = turn.slot("smalltalk_choices")
    if offered and not known:
        return " or ".join(offered["intents"])
    return ", ".join(known) or "-"
