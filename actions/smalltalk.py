"""What belongs to no errand, and what was not understood."""

from __future__ import annotations

from rasa_sdk.events import FollowupAction

from actions.additions import add_to_request, pass_on_question
from actions.arrangement_reading import is_too_much
from actions.arrangement_wish import READ_BACK, Terms
from actions.base import TurnAction
from actions.choices import ask_again, ask_which, is_likely, may_be_elsewhere, offer_choices
from actions.feelings import feeling_in
from actions.handing_over import hand_over
from actions.identity import WHO_WE_ARE, refuse_somebody_else, was_refused
from actions.payment_arrangement import FORM
from actions.representative import CLOSED
from actions.requests import ADDED
from actions.turn import Event, Turn
from receivables.domain.call_wish import asks_for_a_call
from receivables.policy.redaction import CARD_REMOVED
from receivables.store.database import transaction

UNSURE = "action_default_fallback"
PLAN = "request_payment_plan"
OFFERED_A_PERSON = "utter_payment_arrangement_no_agreement"
ANGER = "utter_smalltalk_feeling_anger"
SURELY_OTHER = 0.85  # out of scope so surely that it is not about a request of ours
_VALUES = {"amount", "date", "number"}


def _kinds(turn: Turn) -> set[str]:
    return {str(found["entity"]) for found in turn.entities}


class AskWhatIsMeant(TurnAction):
    """Unsure: one short question with two choices; unsure again: a person.

    Takes the place of Rasa's own fallback and, unlike it, takes nothing back.
    """

    def name(self) -> str:
        """The name that Rasa's policies fall back to."""
        return UNSURE

    def take(self, turn: Turn) -> list[Event]:
        """An open form asks its question again in other words instead."""
        if asks_for_a_call(turn.text):
            return [FollowupAction("action_request_representative")]
        if turn.loop is None and (said := _said_of_us(turn)) is not None:
            return said
        if UNSURE in turn.actions_of_last_turn() and turn.last_response != ADDED:
            with transaction() as session:
                hand_over(turn, session, "not_understood", "utter_smalltalk_unsure_person")
            return [*CLOSED]
        if turn.loop == FORM and may_be_elsewhere(turn, PLAN):
            return [*ask_which(turn, beside=PLAN), FollowupAction("action_listen")]
        if turn.loop is None and _VALUES & _kinds(turn) and Terms.of(turn) != Terms():
            return [FollowupAction("action_start_payment_arrangement")]
        if turn.loop is not None:
            if turn.asks and any(map(str.isalpha, turn.text)):  # not "??"
                turn.say_freshly(
                    "utter_smalltalk_unsure_aside", "utter_smalltalk_unsure_aside_again"
                )
            return []
        return turn.done(*ask_which(turn))


def _said_of_us(turn: Turn) -> list[Event] | None:
    """The answer to what is said of our last answer, or of a request that is with a person."""
    if "unanswered" in turn.remarks:
        turn.say_freshly("utter_smalltalk_missed", "utter_smalltalk_what_else_again")
        return turn.done(offer_choices(turn, "speak_to_human", "check_balance"))
    if was_refused(turn):
        return turn.done(*refuse_somebody_else(turn))
    if CARD_REMOVED in turn.text:
        return [FollowupAction("action_take_payment_request")]
    if add_to_request(turn) or (not is_likely(turn) and pass_on_question(turn)):
        return turn.done()
    return None


class AnswerOutOfScope(TurnAction):
    """Something that is not about a bill."""

    def name(self) -> str:
        """The name in the rule for `out_of_scope`."""
        return "action_answer_out_of_scope"

    def take(self, turn: Turn) -> list[Event]:
        """Says what it can do, and whom to ask for all else."""
        if asks_for_a_call(turn.text):
            return [FollowupAction("action_request_representative")]
        if turn.loop is None and feeling_in(turn.text) == ANGER and turn.confidence < SURELY_OTHER:
            return turn.done(*ask_which(turn, beside="speak_to_human"))
        unsure = turn.loop is None and turn.confidence < SURELY_OTHER
        if unsure and (add_to_request(turn) or pass_on_question(turn)):
            return turn.done()
        turn.say_freshly(
            "utter_smalltalk_out_of_scope", "utter_smalltalk_out_of_scope_again", phone=turn.phone
        )
        return turn.done()


class Greet(TurnAction):
    """Hello."""

    def name(self) -> str:
        """The name in the rule for `greet`."""
        return "action_greet"

    def take(self, turn: Turn) -> list[Event]:
        """In an open form its question is answer enough; who asks what can be done hears it."""
        if "options" in turn.remarks:
            turn.say_freshly("utter_smalltalk_options", "utter_smalltalk_options_again")
        elif turn.loop is None:
            turn.say_freshly("utter_smalltalk_greeting", "utter_smalltalk_greeting_again")
        return turn.done()


class AnswerThanks(TurnAction):
    """Thank you."""

    def name(self) -> str:
        """The name in the rule for `thank`."""
        return "action_answer_thanks"

    def take(self, turn: Turn) -> list[Event]:
        """You're welcome."""
        turn.say_freshly("utter_smalltalk_welcome", "utter_smalltalk_welcome_again")
        return turn.done()


class SayGoodbye(TurnAction):
    """Goodbye."""

    def name(self) -> str:
        """The name in the rule for `goodbye`."""
        return "action_say_goodbye"

    def take(self, turn: Turn) -> list[Event]:
        """Closes an open form: nobody is asked on the way out."""
        turn.say_freshly("utter_smalltalk_goodbye", "utter_smalltalk_goodbye_again")
        return [*CLOSED]


class AnswerYes(TurnAction):
    """A yes to no question of a form."""

    def name(self) -> str:
        """The name in the rule for `affirm`."""
        return "action_answer_yes"

    def take(self, turn: Turn) -> list[Event]:
        """Yes to the offer of a person brings one; else asks for what."""
        if turn.last_response == OFFERED_A_PERSON:
            with transaction() as session:
                hand_over(turn, session, "no_agreement", "utter_representative_coming")
            return [*CLOSED]
        if turn.loop is None and add_to_request(turn):
            return turn.done()
        if turn.loop is None and (choices := ask_again(turn, "utter_smalltalk_which")):
            return turn.done(choices)
        if turn.loop is None and turn.slot(READ_BACK):  # hours later: it is read back once more
            return [FollowupAction("action_start_payment_arrangement")]
        if turn.loop is None:
            turn.say_freshly("utter_smalltalk_what_else", "utter_smalltalk_what_else_again")
        return turn.done()


class AnswerNo(TurnAction):
    """A no to no question of a form."""

    def name(self) -> str:
        """The name in the rule for `deny`."""
        return "action_answer_no"

    def take(self, turn: Turn) -> list[Event]:
        """Leaves it at that; another amount after the offer of a person is a wish again."""
        if turn.last_response == OFFERED_A_PERSON and turn.entities:
            return [FollowupAction("action_start_payment_arrangement")]
        if turn.loop is None and add_to_request(turn):
            return turn.done()
        if turn.loop is None and is_too_much(turn):
            turn.say("utter_smalltalk_cannot_pay")
            return turn.done(offer_choices(turn, PLAN, "financial_hardship"))
        if turn.loop is None and turn.last_response in WHO_WE_ARE:
            turn.say("utter_identity_declined", phone=turn.phone)
        elif turn.loop is None:
            turn.say_freshly("utter_smalltalk_nothing_more", "utter_smalltalk_nothing_more_again")
        return turn.done()
