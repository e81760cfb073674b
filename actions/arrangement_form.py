"""The form of a payment arrangement: reading answers, and ending."""

from __future__ import annotations

from rasa_sdk.events import FollowupAction, SlotSet
from sqlalchemy.orm import Session

from actions.arrangement_counter import counter, note_correction, too_low
from actions.arrangement_day import answered_day
from actions.arrangement_reading import (
    asks_in_other_words,
    is_about_terms,
    is_brief,
    is_clear_yes,
    is_elsewhere,
    is_too_much,
    terms_found,
)
from actions.arrangement_suggestion import (
    asks_for_a_guess,
    leaves_it_to_us,
    suggested,
    tell_limits,
    with_frequency,
)
from actions.arrangement_wish import (
    COUNTERED,
    DECISION,
    DENIED,
    FIRST_ON,
    READ_BACK,
    Terms,
    heard,
)
from actions.base import AccountAction, TurnAction
from actions.choices import OTHER_QUESTIONS, offer_choices
from actions.errands import go_on
from actions.payment_arrangement import FORM, forget
from actions.payment_arrangement import tell_arrangement as tell
from actions.turn import Event, Turn
from receivables.services.arrangements import (
    PROMISE,
    AlreadyArranged,
    NothingToArrange,
    TermsChanged,
    accept,
    active_arrangement,
)
from receivables.services.balances import balance_summary
from receivables.services.clock import organisation_date
from receivables.services.identity import verified_guarantor
from receivables.services.work_items import open_work_items
from receivables.store.database import reading
from receivables.store.tables import ArrangementState, Guarantor

_ASIDE = {"later_change", "missed_payment", "options", "our_number", "reminders"}
_ASKED_AGAIN = frozenset({"affirm", "change_payment_plan", "request_payment_plan"})


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
        if turn.remarks & _ASIDE:
            return []
        before = Terms.of(turn)
        if "limits" in turn.remarks and not turn.slot(COUNTERED):
            tell_limits(turn, session, guarantor)
            return self._next(before)
        if "dont_know" in turn.remarks or asks_for_a_guess(turn) or leaves_it_to_us(turn):
            return self._next(suggested(turn, session, guarantor, before))
        if is_elsewhere(turn):
            return _ended("elsewhere")
        terms = with_frequency(turn, before, self._heard(turn, session, guarantor, asked))
        if terms != before:
            return self._changed(turn, session, guarantor, terms)
        return self._decided(turn, asked, terms)

    def _decided(self, turn: Turn, asked: str, terms: Terms) -> list[Event]:
        if asked == DECISION and _agrees(turn):
            return self._agreed(turn)
        if _refuses(turn, asked):
            return self._denied(turn, asked)
        again = turn.intent in _ASKED_AGAIN or asks_in_other_words(turn, asked)
        if again or (is_about_terms(turn) and terms_found(turn)):
            return self._next(terms)
        return []

    def _heard(self, turn: Turn, session: Session, guarantor: Guarantor, asked: str) -> Terms:
        before = Terms.of(turn)
        if (
            asked in (FIRST_ON, DECISION)
            and is_brief(turn)
            and (terms := answered_day(turn, before))
        ):
            return terms
        if not is_about_terms(turn):
            return before
        balance = balance_summary(session, guarantor.id).total
        return heard(before, turn.entities, asked, balance, organisation_date(turn.now))

    def _changed(
        self, turn: Turn, session: Session, guarantor: Guarantor, terms: Terms
    ) -> list[Event]:
        if turn.slot(COUNTERED) and too_low(turn, session, guarantor, terms):
            return _ended("no_agreement")
        before = Terms.of(turn)
        terms, countered = counter(turn, session, guarantor, terms)
        if not countered:
            note_correction(turn, before, terms)
        unread = [SlotSet(READ_BACK, None), SlotSet(DENIED, None)]
        return [*unread, *countered, *self._next(terms)]

    def _agreed(self, turn: Turn) -> list[Event]:
        if turn.slot(DENIED):  # a yes to "what should I change?" agrees to nothing yet
            unread = [SlotSet(READ_BACK, None), SlotSet(DENIED, None)]
            return [*unread, SlotSet("requested_slot", DECISION)]
        return _ended("agreed")

    def _denied(self, turn: Turn, asked: str) -> list[Event]:
        if turn.slot(COUNTERED) and not turn.slot(DENIED):
            return _ended("no_agreement")
        if asked != DECISION or turn.slot(DENIED):
            return _ended("left")
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
        promised = any(item.kind == PROMISE for item in open_work_items(session, guarantor.id))
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
        if promised:
            turn.say("utter_payment_arrangement_in_place_of_promise")
        if arrangement.state is ArrangementState.AWAITING_DISCLOSURE:
            turn.say("utter_payment_arrangement_disclosure", date=first.due_on)
        return turn.done(*forget())


def _agrees(turn: Turn) -> bool:
    """Whether it says yes to what was read back, not to another question of ours."""
    told = bool(turn.slot(READ_BACK)) and turn.last_response not in OTHER_QUESTIONS
    return told and is_clear_yes(turn)


def _refuses(turn: Turn, asked: str) -> bool:
    """Whether it says no, or that what was offered is too much: it is the least there is."""
    offered = asked == DECISION or turn.slot(COUNTERED)
    too_much = "limits" in turn.remarks or is_too_much(turn)
    return turn.intent == "deny" or bool(offered and too_much)


def _ended(decision: str) -> list[Event]:
    return [SlotSet(DECISION, decision), SlotSet("requested_slot", None)]
