"""The form of a payment arrangement: reading answers, and ending."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet
from sqlalchemy.orm import Session

from actions.arrangement_suggestion import suggested, with_frequency
from actions.arrangement_wish import FIRST_ON, Terms, heard
from actions.base import AccountAction, TurnAction
from actions.choices import offer_choices
from actions.errands import go_on
from actions.payment_arrangement import COUNTERED, DECISION, DENIED, FORM, READ_BACK, forget
from actions.payment_arrangement import tell_arrangement as tell
from actions.turn import Event, Turn
from receivables.domain.date_of_birth import fold
from receivables.domain.day_choice import chosen_day
from receivables.policy.arrangement_terms import Refusal
from receivables.services.arrangements import (
    AlreadyArranged,
    NothingToArrange,
    TermsChanged,
    accept,
    active_arrangement,
    propose,
)
from receivables.services.balances import balance_summary
from receivables.services.clock import organisation_date
from receivables.services.identity import verified_guarantor
from receivables.store.database import reading
from receivables.store.tables import ArrangementState, Guarantor

# Texts of these are about the terms when they carry any; all others are for the rules.
_ABOUT_TERMS = frozenset(
    {
        "affirm",
        "change_payment_plan",
        "check_balance",
        "deny",
        "greet",
        "make_payment",
        "nlu_fallback",
        "out_of_scope",
        "payment_status",
        "promise_to_pay",
        "provide_identity",
        "request_payment_plan",
        "thank",
    }
)
_ABOVE_THE_FORM = frozenset(
    {
        "deceased_patient",
        "emergency_or_self_harm",
        "report_bankruptcy_or_attorney",
        "speak_to_human",
        "stop_contact",
        "wrong_number",
    }
)
# Whoever says these has something else to settle before a plan makes sense.
_ELSEWHERE = frozenset(
    {
        "dispute_charge",
        "financial_hardship",
        "insurance_not_billed",
        "make_payment",
        "promise_to_pay",
        "request_refund",
        "update_insurance",
    }
)
# A date or an amount in these is rather that of the charge than one of the plan.
_WITH_AMOUNTS_OF_ITS_OWN = frozenset({"dispute_charge", "insurance_not_billed", "request_refund"})
_TOO_MUCH = re.compile(r"\b(?:too (?:much|high)|cant|can't|cannot|demasiado|es mucho|no puedo)\b")
_TERMS = {"amount", "date", "frequency", "installment_count", "number"}
_SHORT = 8  # characters beside the terms: "on the", "how bout"
_FEW_WORDS = 4  # "the one in december"
_ASKED_AGAIN = frozenset({"affirm", "change_payment_plan", "request_payment_plan"})
_NOT_ENOUGH = (Refusal.PAYMENT_TOO_SMALL, Refusal.TERM_TOO_LONG)


class ValidatePaymentArrangementForm(TurnAction):
    """Reads terms, corrections, a yes or a no; leaves side questions to the rules."""

    def name(self) -> str:
        """The name Rasa calls for `payment_arrangement_form`."""
        return "validate_payment_arrangement_form"

    def take(self, turn: Turn) -> list[Event]:
        """Sets what was understood and the slot to ask next; nothing for a side question."""
        asked = turn.slot("requested_slot")
        if asked is None:
            return self._next(Terms.of(turn))
        with reading() as session:
            guarantor = verified_guarantor(session, turn.conversation_id, turn.now)
            if guarantor is None:
                return _ended("unverified")
            return self._read(turn, session, guarantor, asked)

    def _read(self, turn: Turn, session: Session, guarantor: Guarantor, asked: str) -> list[Event]:
        before = Terms.of(turn)
        if "dont_know" in turn.remarks:
            return self._next(suggested(turn, session, guarantor, before))
        if _is_elsewhere(turn):
            return _ended("elsewhere")
        terms = with_frequency(turn, before, self._heard(turn, session, guarantor, asked))
        if terms != before:
            return self._changed(turn, session, guarantor, terms)
        if asked == DECISION and _is_clear_yes(turn) and turn.slot(READ_BACK):
            return _ended("agreed")
        if turn.intent == "deny" or (asked == DECISION and _TOO_MUCH.search(fold(turn.text))):
            return self._denied(turn, asked)
        if turn.intent in _ASKED_AGAIN or (_is_about_terms(turn) and _terms_found(turn)):
            return self._next(terms)
        return []

    def _heard(self, turn: Turn, session: Session, guarantor: Guarantor, asked: str) -> Terms:
        before = Terms.of(turn)
        if asked == FIRST_ON and _is_brief(turn) and (day := chosen_day(turn.text, before.days)):
            return replace(before, first_on=day, days=())
        if not _is_about_terms(turn):
            return before
        balance = balance_summary(session, guarantor.id).total
        return heard(before, turn.entities, asked, balance, organisation_date(turn.now))

    def _changed(
        self, turn: Turn, session: Session, guarantor: Guarantor, terms: Terms
    ) -> list[Event]:
        if terms.missing is None and turn.slot(COUNTERED):
            try:
                offer = propose(session, guarantor.id, terms.wish, turn.now)
            except (AlreadyArranged, NothingToArrange):
                return _ended("overtaken")
            if offer.refusal in _NOT_ENOUGH:
                return _ended("no_agreement")
        return [SlotSet(READ_BACK, None), SlotSet(DENIED, None), *self._next(terms)]

    def _denied(self, turn: Turn, asked: str) -> list[Event]:
        if asked != DECISION or turn.slot(DENIED):
            return _ended("left")
        if turn.slot(COUNTERED):
            return _ended("no_agreement")
        return [SlotSet(DENIED, True), SlotSet("requested_slot", DECISION)]

    def _next(self, terms: Terms) -> list[Event]:
        return [*terms.events(), SlotSet("requested_slot", terms.missing or DECISION)]


class FinishPaymentArrangement(AccountAction):
    """What the form ended with: saved, left, or on to another way."""

    def name(self) -> str:
        """The name in the rule that ends `payment_arrangement_form`."""
        return "action_finish_payment_arrangement"

    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """Saves the arrangement only after a yes to exactly what was read back."""
        decision = turn.slot(DECISION)
        if decision == "agreed":
            return self._save(turn, session, guarantor)
        if decision in ("unverified", "overtaken"):
            return [SlotSet(DECISION, None), FollowupAction("action_start_payment_arrangement")]
        if decision == "elsewhere":
            return [*forget(), *go_on(turn)]
        forgotten = SlotSet("smalltalk_second_question", None)
        if decision == "no_agreement":
            turn.say("utter_payment_arrangement_no_agreement")
            ways = offer_choices(turn, "financial_hardship", "speak_to_human")
            return turn.done(*forget(), forgotten, ways)
        turn.say("utter_payment_arrangement_left")
        return turn.done(*forget(), forgotten)

    def _save(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        try:
            arrangement = accept(
                session,
                guarantor.id,
                turn.conversation_id,
                Terms.of(turn).wish,
                str(turn.slot(READ_BACK)),
                turn.request_id,
                turn.now,
            )
        except TermsChanged:
            turn.say("utter_payment_arrangement_balance_changed")
            cleared = [SlotSet(name, None) for name in (DECISION, READ_BACK, DENIED)]
            return [*cleared, FollowupAction(FORM)]
        except AlreadyArranged:
            standing = active_arrangement(session, guarantor.id)
            if standing is not None:
                tell(turn, standing)
            return turn.done(*forget())
        except NothingToArrange:
            turn.say("utter_balance_nothing")
            return turn.done(*forget())
        first = arrangement.installments[0]
        count = len(arrangement.installments)
        if count == 1:
            turn.say("utter_payment_arrangement_saved_one", amount=first.amount, date=first.due_on)
        else:
            turn.say(
                "utter_payment_arrangement_saved",
                count=count,
                amount=first.amount,
                date=first.due_on,
            )
        if arrangement.state is ArrangementState.AWAITING_DISCLOSURE:
            turn.say("utter_payment_arrangement_disclosure", date=first.due_on)
        return turn.done(*forget())


def _ended(decision: str) -> list[Event]:
    return [SlotSet(DECISION, decision), SlotSet("requested_slot", None)]


def _is_elsewhere(turn: Turn) -> bool:
    if turn.intent in _WITH_AMOUNTS_OF_ITS_OWN:
        return not _is_about_terms(turn)
    return turn.intent in _ELSEWHERE and not _terms_found(turn)


def _is_brief(turn: Turn) -> bool:
    return turn.intent in _ABOUT_TERMS or len(turn.text.split()) <= _FEW_WORDS


def _is_clear_yes(turn: Turn) -> bool:
    return turn.intent == "affirm" and "?" not in turn.text


def _terms_found(turn: Turn) -> list[dict[str, Any]]:
    return [found for found in turn.entities if found["entity"] in _TERMS]


def _is_about_terms(turn: Turn) -> bool:
    if turn.intent in _ABOVE_THE_FORM:
        return False
    terms = _terms_found(turn)
    said = {place for found in terms for place in range(found["start"], found["end"])}
    beside = sum(letter.isalnum() for place, letter in enumerate(turn.text) if place not in said)
    return turn.intent in _ABOUT_TERMS or (bool(terms) and beside <= _SHORT)
