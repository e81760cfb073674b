"""The form that asks which visit is to be explained."""

from __future__ import annotations

import re

from rasa_sdk.events import FollowupAction, SlotSet
from sqlalchemy.orm import Session

from actions.base import AccountAction, TurnAction
from actions.errands import go_on
from actions.turn import Event, Turn
from actions.visits import listed
from actions.visits_meant import EVERY, VISIT, visits_meant, visits_to_explain
from receivables.domain.date_of_birth import fold
from receivables.services.balances import VisitBalance
from receivables.services.identity import verified_guarantor
from receivables.store.database import reading
from receivables.store.tables import Guarantor

LEFT, ELSEWHERE = 0, -1  # no visit was chosen: the person left it, or went on to something else
# After these the question which visit is asked again; all others are errands of their own.
_BESIDE_THE_CHOICE = frozenset(
    {
        "affirm",
        "claim_denied_why",
        "explain_bill",
        "explain_eob_term",
        "greet",
        "identity_question",
        "nlu_fallback",
        "provide_identity",
    }
)
# So many words with an errand of their own are no answer, though a number or a place is in them.
_FEW_WORDS = 4
_ASKS_OF_VISITS = frozenset({"check_balance", "claim_status", "out_of_scope", "payment_status"})
_UNSAID = ("nlu_fallback", "out_of_scope")
_EVERY = re.compile(
    r"(?:both|all)(?: of (?:them|these))?(?: please)?|all \w+|(?:las|los) (?:dos|tres)|"
    r"ambas|tod[oa]s(?: ellas)?(?: por favor)?"
)
_CHOOSES = re.compile(r"(?:the|which|el|la|cual|lo)\b.{1,40}")


class ValidateBillExplanationForm(TurnAction):
    """Takes the answer to "which visit?"; leaves every other text to the rules."""

    def name(self) -> str:
        """The name Rasa calls for `bill_explanation_form`."""
        return "validate_bill_explanation_form"

    def take(self, turn: Turn) -> list[Event]:
        """Sets the visit when exactly one fits; ends the form when nobody is verified."""
        if turn.slot("requested_slot") != VISIT:
            return [SlotSet(VISIT, None)]
        with reading() as session:
            guarantor = verified_guarantor(session, turn.conversation_id, turn.now)
            if guarantor is None:
                return [SlotSet("requested_slot", None), SlotSet(VISIT, None)]
            visits = visits_to_explain(session, guarantor)
        return self._chosen(turn, visits, visits_meant(turn, visits))

    def _chosen(
        self, turn: Turn, visits: list[VisitBalance], chosen: list[VisitBalance]
    ) -> list[Event]:
        if _EVERY.fullmatch(fold(turn.text).strip(" .!")):
            return [SlotSet(VISIT, EVERY)]  # before "las dos" is taken for the second
        if _goes_elsewhere(turn):
            return [SlotSet("requested_slot", None), SlotSet(VISIT, ELSEWHERE)]
        if len(chosen) == 1:
            return [SlotSet(VISIT, chosen[0].encounter_id)]
        if "dont_know" in turn.remarks and visits:  # a beginning helps more than the list again
            largest = max(visits, key=lambda visit: visit.balance)
            return [SlotSet(VISIT, largest.encounter_id)]
        if turn.intent == "deny":
            return [SlotSet("requested_slot", None), SlotSet(VISIT, LEFT)]
        if not chosen and _CHOOSES.fullmatch(fold(turn.text)) and turn.intent in _UNSAID:
            return [SlotSet(VISIT, None)]
        if not chosen and turn.intent not in _BESIDE_THE_CHOICE:
            return [SlotSet("requested_slot", None), SlotSet(VISIT, ELSEWHERE)]
        return [SlotSet(VISIT, None)] if chosen or turn.intent == "explain_bill" else []


def _goes_elsewhere(turn: Turn) -> bool:
    own = turn.intent not in _BESIDE_THE_CHOICE | _ASKS_OF_VISITS | {"deny"}
    return own and len(turn.text.split()) > _FEW_WORDS


class AskVisit(AccountAction):
    """Asks which visit is meant."""

    def name(self) -> str:
        """The name Rasa calls to ask for slot `bill_explanation_visit`."""
        return "action_ask_bill_explanation_visit"

    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """The visits with number, date and amount."""
        turn.say_freshly(
            "utter_bill_explanation_which_visit",
            "utter_bill_explanation_which_visit_again",
            visits=listed(turn, visits_to_explain(session, guarantor)),
        )
        return []


class FinishChoosing(TurnAction):
    """After the visit was chosen."""

    def name(self) -> str:
        """The name in the rule that ends `bill_explanation_form`."""
        return "action_finish_choosing_visit"

    def take(self, turn: Turn) -> list[Event]:
        """Explains the visit, or leaves it when the person doesn't want to choose."""
        if turn.slot(VISIT) == ELSEWHERE:
            return [SlotSet(VISIT, None), *go_on(turn)]
        if turn.slot(VISIT) == LEFT:
            turn.say("utter_smalltalk_what_else")
            forgotten = SlotSet("smalltalk_second_question", None)
            return turn.done(SlotSet(VISIT, None), forgotten)
        return [FollowupAction("action_explain_bill")]
