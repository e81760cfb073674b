"""Why a visit costs what it costs."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet
from sqlalchemy.orm import Session

from actions.base import AccountAction, TurnAction
from actions.errands import go_on
from actions.turn import Event, Turn
from actions.visits import listed
from receivables.domain.date_of_birth import fold
from receivables.domain.visit_choice import ListedVisit, chosen_visits
from receivables.services.balances import VisitBalance, balance_summary
from receivables.services.explanation_text import detail_texts, short_text
from receivables.services.explanations import explain_encounter
from receivables.services.identity import verified_guarantor
from receivables.services.portal_links import bill_page_address
from receivables.store.database import reading
from receivables.store.tables import Guarantor

VISIT, TOLD = "bill_explanation_visit", "bill_explanation_told"
MOST_TEXTS = 2
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
_CHECKED = re.compile(
    r"\b(?:(?:being|still|is it|on) (?:checked|held|hold|reviewed|waiting|pending)|"
    r"you know|no (?:lo )?saben|(?:revis(?:an|ando)|retenid\w*|en espera|pendiente))\b"
)
_LARGEST = re.compile(
    r"\b(?:(?:most expensive|biggest|largest|highest|big) (?:one|visit|bill|charge)|"
    r"mas (?:car[oa]|grande|alt[oa]))\b"
)
_OTHER = re.compile(r"\b(?:other|otr[oa])\b")
_PLACED = re.compile(r"\b(?:(?:first|second|third) (?:one|visit)|(?:primer|segund|tercer)[oa])\b")
_CHOOSES = re.compile(r"(?:the|which|el|la|cual|lo)\b.{1,40}")
_TELLING = ("action_explain_bill", "action_explain_denial")


class ExplainBill(AccountAction):
    """Explains the visit that is meant; asks which where several can be."""

    def name(self) -> str:
        """The name in the rules for `explain_bill`."""
        return "action_explain_bill"

    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """The explanation, its details when it was just told, or the question which visit."""
        visits = self.candidates(session, guarantor)
        told = _told(turn, all_visits(session, guarantor))
        if not visits:
            turn.say_freshly("utter_balance_nothing", "utter_balance_nothing_again")
            return turn.done(SlotSet(VISIT, None))
        everything = all_visits(session, guarantor)
        chosen = _checked(turn, everything)
        chosen = chosen or _other(turn, told, visits) or _other(turn, told, everything)
        chosen = chosen or visits_meant(turn, visits) or visits_meant(turn, everything)
        if not chosen:
            chosen = [visit for visit in visits if visit.encounter_id == turn.slot(VISIT)]
        just_told = told and set(_TELLING) & set(turn.actions_of_last_turn())
        if not chosen and just_told and turn.language in told:
            return _more(turn, session, told)
        if not chosen and len(visits) == 1:
            chosen = visits
        if len(chosen) != 1 and turn.loop:
            # Another form waits for its answer: the largest amount is meant most likely.
            chosen = [max(chosen or visits, key=lambda visit: visit.balance)]
        if len(chosen) != 1:
            return [SlotSet(VISIT, None), FollowupAction("bill_explanation_form")]
        explanation = explain_encounter(session, chosen[0].encounter_id)
        turn.say_text(short_text(explanation, turn.language, turn.channel))
        told = [chosen[0].encounter_id, 0, turn.language]
        return turn.done(SlotSet(VISIT, None), SlotSet(TOLD, told))

    def candidates(self, session: Session, guarantor: Guarantor) -> list[VisitBalance]:
        """The visits that can be meant when the text names none."""
        return visits_to_explain(session, guarantor)


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
            chosen = visits_meant(turn, visits_to_explain(session, guarantor))
        if _goes_elsewhere(turn):
            return [SlotSet("requested_slot", None), SlotSet(VISIT, ELSEWHERE)]
        if len(chosen) == 1:
            return [SlotSet(VISIT, chosen[0].encounter_id)]
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


def _told(turn: Turn, mine: Sequence[VisitBalance]) -> list[Any]:
    told = list(turn.slot(TOLD) or ())
    return told if told[:1] in [[visit.encounter_id] for visit in mine] else []


def _more(turn: Turn, session: Session, told: Sequence[Any]) -> list[Event]:
    encounter_id, page = told[:2]
    texts = detail_texts(explain_encounter(session, encounter_id), turn.language, turn.channel)
    for text in texts[page : page + MOST_TEXTS]:
        turn.say_text(text)
    if page >= len(texts):
        turn.say_freshly(
            "utter_bill_explanation_told_all",
            "utter_bill_explanation_told_all_again",
            link=bill_page_address(session, encounter_id, turn.language, turn.now),
        )
    return turn.done(SlotSet(TOLD, [encounter_id, page + MOST_TEXTS, turn.language]))


def visits_to_explain(session: Session, guarantor: Guarantor) -> list[VisitBalance]:
    """The visits a person can ask about: what they owe on first, else all of them."""
    visits = all_visits(session, guarantor)
    return [visit for visit in visits if visit.state == "payable"] or visits


def all_visits(session: Session, guarantor: Guarantor) -> list[VisitBalance]:
    """Every visit of the person, paid and waiting ones too."""
    return list(balance_summary(session, guarantor.id).visits)


def _checked(turn: Turn, visits: Sequence[VisitBalance]) -> list[VisitBalance]:
    """The visit that we don't know the amount of yet, where the text asks why that is so."""
    if not _CHECKED.search(fold(turn.asked_text)):
        return []
    return [visit for visit in visits if visit.state in ("held", "waiting")][:1]


def _other(turn: Turn, told: Sequence[Any], visits: Sequence[VisitBalance]) -> list[VisitBalance]:
    """Of two visits the one that was not told, where the text asks for the other."""
    if not told or not _OTHER.search(fold(turn.asked_text)):
        return []
    others = [visit for visit in visits if visit.encounter_id != told[0]]
    return others if len(others) == 1 else []


def visits_meant(turn: Turn, visits: Sequence[VisitBalance]) -> list[VisitBalance]:
    """The visits that the text can mean by what it calls one; empty when it names none."""
    if visits and _LARGEST.search(fold(turn.asked_text)):
        return [max(visits, key=lambda visit: visit.balance)]
    called = [
        ListedVisit(
            visit.service_date,
            visit.facility,
            visit.patient_name,
            visit.account_number,
        )
        for visit in visits
    ]
    numbered = turn.slot("requested_slot") == VISIT or bool(_PLACED.search(fold(turn.asked_text)))
    days = _days(turn.asked_entities)
    return [visits[place] for place in chosen_visits(turn.asked_text, days, called, numbered)]


def _days(entities: Sequence[dict[str, object]]) -> list[dt.date]:
    found: list[str] = []
    for entity in entities:
        if entity["entity"] == "date" and entity.get("role") != "pattern":
            candidates = entity.get("candidates")
            found += candidates if isinstance(candidates, list) else [str(entity["value"])]
    return [dt.date.fromisoformat(day) for day in found]
