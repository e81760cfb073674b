"""Asking who writes, and going on with what they wanted."""

from __future__ import annotations

import datetime as dt

from rasa_sdk.events import FollowupAction, SlotSet

from actions.additions import add_to_request
from actions.arrangement_wish import Terms
from actions.base import TurnAction, tell_who_collects
from actions.choices import ask_again
from actions.errands import ABOVE_A_FORM
from actions.handing_over import hand_over
from actions.spoken_for import note_child, speaks_for
from actions.turn import Event, Turn
from receivables.policy.figures import load_policy
from receivables.services.identity import (
    IdentityOutcome,
    forget_answers,
    identity_parts,
    offer_identity,
    verified_guarantor,
)
from receivables.settings import settings
from receivables.store.database import reading, transaction

_SMALL_TALK = frozenset({"provide_identity", "affirm", "greet", "thank"})
_ENDS = (IdentityOutcome.VERIFIED, IdentityOutcome.LOCKED)
_DECLINED, _SOMEBODY_ELSE, _UNABLE = "declined", "somebody_else", "unable"
# Said to whoever doesn't know what was asked; the second time a person takes over.
_BOTH_UNKNOWN = "utter_identity_ask_both_unknown"
_SECOND_UNKNOWN = "utter_identity_ask_second_unknown"
_SAID_LATELY = 8  # turns
THIRD_PARTY = "identity_third_party"
_OUR_NUMBER = ("utter_identity_our_number", "utter_identity_our_number_again")
WHO_WE_ARE = ("utter_identity_who_we_are", "utter_identity_who_we_are_again")
THIRD_PARTY_TOLD = ("utter_identity_third_party", "utter_identity_third_party_again")


class ValidateIdentityForm(TurnAction):
    """Takes an answer about who writes; leaves every other text to the rules."""

    def name(self) -> str:
        """The name Rasa calls for `identity_form`."""
        return "validate_identity_form"

    def take(self, turn: Turn) -> list[Event]:
        """Sets how far the verification is; nothing when the text was about something else."""
        asked = turn.slot("requested_slot") == "identity_answer"
        if asked and turn.intent in ABOVE_A_FORM:
            return []
        if is_somebody_else(turn):
            return [SlotSet("identity_answer", _SOMEBODY_ELSE), SlotSet("requested_slot", None)]
        parts = identity_parts(turn.text, turn.now)
        if asked and not any(parts) and "dont_know" in turn.remarks:
            return _does_not_know(turn)
        if asked and not any(parts) and turn.intent == "deny":
            return [SlotSet("identity_answer", _DECLINED), SlotSet("requested_slot", None)]
        if asked and not any(parts) and turn.intent not in _SMALL_TALK:
            return []
        # Before the question was asked, a date in the text may well be that of a visit.
        is_answer = asked or all(parts) or turn.intent == "provide_identity"
        text = turn.text if is_answer else ""
        with transaction() as session:
            outcome = offer_identity(session, turn.conversation_id, text, turn.request_id, turn.now)
            guarantor = verified_guarantor(session, turn.conversation_id, turn.now)
            if guarantor is not None and speaks_for(turn, guarantor.name):
                forget_answers(session, turn.conversation_id, turn.now)
                return [SlotSet("identity_answer", _SOMEBODY_ELSE), SlotSet("requested_slot", None)]
        answer = outcome.value if outcome in _ENDS else None
        events = [SlotSet("identity_step", outcome.value), SlotSet("identity_answer", answer)]
        events += note_child(turn)
        return [*events, SlotSet(THIRD_PARTY, None)] if "in_person" in turn.remarks else events


class AskIdentity(TurnAction):
    """Asks for what is still missing."""

    def name(self) -> str:
        """The name Rasa calls to ask for slot `identity_answer`."""
        return "action_ask_identity_answer"

    def take(self, turn: Turn) -> list[Event]:
        """The same words whether the number is known to us or not (compliance 2c)."""
        step = turn.slot("identity_step")
        if "dont_know" in turn.remarks:
            second = step == IdentityOutcome.NEED_SECOND_FACTOR
            turn.say(_SECOND_UNKNOWN if second else _BOTH_UNKNOWN)
        elif step == IdentityOutcome.NEED_SECOND_FACTOR:
            turn.say_freshly("utter_identity_ask_second", "utter_identity_ask_second_again")
        elif step == IdentityOutcome.NOT_MATCHED and any(identity_parts(turn.text, turn.now)):
            turn.say_freshly("utter_identity_not_matched", "utter_identity_not_matched_again")
        elif turn.slot("identity_asked"):
            turn.say_freshly("utter_identity_ask_birth", "utter_identity_ask_birth_again")
        else:
            turn.say("utter_identity_ask_both")
        return [SlotSet("identity_asked", True)]


class ResumeRequest(TurnAction):
    """After the identity form: go on with what was asked, or on to a person."""

    def name(self) -> str:
        """The name in the rule that ends `identity_form`."""
        return "action_resume_request"

    def take(self, turn: Turn) -> list[Event]:
        """Trusts the store, not the slot, on who is verified."""
        pending, answer = turn.slot("identity_pending_request"), turn.slot("identity_answer")
        forget = [
            SlotSet(name, None)
            for name in (
                "identity_answer",
                "identity_asked",
                "identity_pending_request",
                "identity_step",
            )
        ]
        if answer == _SOMEBODY_ELSE:
            forgotten = SlotSet("smalltalk_second_question", None)
            return turn.done(*forget, forgotten, *refuse_somebody_else(turn))
        with transaction() as session:
            if answer in (IdentityOutcome.LOCKED, _UNABLE):
                unable = "utter_identity_unable" if answer == _UNABLE else "utter_identity_locked"
                hand_over(turn, session, "identity", unable)
                return turn.done(*forget)
            verified = verified_guarantor(session, turn.conversation_id, turn.now)
            if verified is not None:
                tell_who_collects(turn, session)
        if verified is None:
            turn.say("utter_identity_declined", phone=turn.phone)
            return turn.done(*forget, SlotSet("smalltalk_second_question", None))
        return [*forget, FollowupAction(pending)] if pending else _go_on(turn, forget)


def _go_on(turn: Turn, forget: list[Event]) -> list[Event]:
    """Nothing was asked before the person was verified: back to what was asked earlier, if any."""
    if (choices := ask_again(turn, "utter_smalltalk_which_verified")) is not None:
        return turn.done(*forget, choices)
    if Terms.of(turn) != Terms():
        turn.say("utter_identity_verified_plan")
        return [*forget, FollowupAction("action_start_payment_arrangement")]
    if turn.slot("smalltalk_second_question") is None:
        turn.say_freshly("utter_identity_verified", "utter_identity_verified_again")
    return turn.done(*forget)


class TakeIdentity(TurnAction):
    """Somebody tells who they are before being asked."""

    def name(self) -> str:
        """The name in the rule for `provide_identity`."""
        return "action_take_identity"

    def take(self, turn: Turn) -> list[Event]:
        """The form reads the answer from the same text; another one that asks goes on asking."""
        parts = identity_parts(turn.text, turn.now)
        if turn.loop and not any(parts):
            return []
        if not parts[0] and "in_person" not in turn.remarks and _is_verified(turn):
            if add_to_request(turn):  # "group number 4411"
                return turn.done()
            if not any(parts):
                return [FollowupAction("action_default_fallback")]
        return [FollowupAction("identity_form")]


class AnswerIdentityQuestion(TurnAction):
    """Who is this, are you a person, why do you ask: the truth (compliance D6)."""

    def name(self) -> str:
        """The name in the rule for `identity_question`."""
        return "action_answer_identity_question"

    def take(self, turn: Turn) -> list[Event]:
        """Says for whom the assistant speaks and that it is no person; or whom it may tell."""
        if "third_party" in turn.remarks or was_refused(turn):
            return turn.done(*refuse_somebody_else(turn))
        if "our_number" in turn.remarks:
            turn.say_freshly(*_OUR_NUMBER, phone=turn.phone, hours=turn.hours)
            return turn.done()
        turn.say_freshly(
            *WHO_WE_ARE,
            organisation=turn.organisation.name,
            phone=turn.phone,
        )
        return turn.done()


def _is_verified(turn: Turn) -> bool:
    with reading() as session:
        return verified_guarantor(session, turn.conversation_id, turn.now) is not None


def _does_not_know(turn: Turn) -> list[Event]:
    if {_BOTH_UNKNOWN, _SECOND_UNKNOWN} & set(turn.recent_responses(_SAID_LATELY)):
        return [SlotSet("identity_answer", _UNABLE), SlotSet("requested_slot", None)]
    return [SlotSet("identity_asked", True)]


def is_somebody_else(turn: Turn) -> bool:
    """Whether the text says, or one shortly before said, that it is not the person who writes.

    As long as a verification would stand; "this is me" ends it.
    """
    if "third_party" in turn.remarks:
        return True
    said_at = turn.slot(THIRD_PARTY)
    if said_at is None or "in_person" in turn.remarks:
        return False
    minutes = load_policy(settings().policy_file).verification.valid_minutes
    return turn.now - dt.datetime.fromisoformat(said_at) < dt.timedelta(minutes=minutes)


def was_refused(turn: Turn) -> bool:
    """Whether somebody else who was just told that nothing is shared with them goes on asking."""
    return turn.last_response in THIRD_PARTY_TOLD and is_somebody_else(turn)


def refuse_somebody_else(turn: Turn) -> list[Event]:
    """Say whom we may tell. Nobody is verified in the hands of somebody else (compliance H1)."""
    turn.say_freshly(
        "utter_identity_third_party", "utter_identity_third_party_again", phone=turn.phone
    )
    if turn.remark("third_party") != "writes":
        return note_child(turn)
    with transaction() as session:
        forget_answers(session, turn.conversation_id, turn.now)
    return [SlotSet(THIRD_PARTY, turn.now.isoformat())]
