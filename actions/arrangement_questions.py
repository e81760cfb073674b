"""What the payment arrangement form asks, the read-back before the yes included."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from sqlalchemy.orm import Session

from actions.arrangement_day import is_of_month
from actions.arrangement_wish import COUNTERED, DENIED, READ_BACK, Terms
from actions.base import AccountAction, TurnAction
from actions.payment_arrangement import forget
from actions.turn import Event, Turn
from receivables.domain.money import Money
from receivables.domain.schedule import Schedule
from receivables.policy.arrangement_terms import Refusal
from receivables.services.arrangement_text import read_back
from receivables.services.arrangements import (
    AlreadyArranged,
    NothingToArrange,
    propose,
    terms_key,
)
from receivables.services.balances import balance_summary
from receivables.services.clock import organisation_date
from receivables.store.tables import Guarantor

REASONS = {
    Refusal.FIRST_IN_PAST: "utter_payment_arrangement_first_in_past",
    Refusal.FIRST_TOO_LATE: "utter_payment_arrangement_first_too_late",
    Refusal.FIRST_TOO_SOON: "utter_payment_arrangement_first_too_soon",
    Refusal.PAYMENT_TOO_SMALL: "utter_payment_arrangement_too_small",
    Refusal.TERM_TOO_LONG: "utter_payment_arrangement_too_long",
}


def overtaken() -> list[Event]:
    """Ends the form: since it began, what it was about was settled, disputed or arranged."""
    ended = [ActiveLoop(None), SlotSet("requested_slot", None)]
    return [*ended, *forget(), FollowupAction("action_start_payment_arrangement")]


class AskAmount(AccountAction):
    """How much each time, or in how many payments."""

    def name(self) -> str:
        """The name Rasa calls to ask for slot `payment_arrangement_amount`."""
        return "action_ask_payment_arrangement_amount"

    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """The question, with the balance it is about."""
        total = balance_summary(session, guarantor.id).total
        if total <= Money(0):
            return overtaken()
        turn.say_freshly(
            "utter_payment_arrangement_ask_amount",
            "utter_payment_arrangement_ask_amount_again",
            total=total,
        )
        return []


class AskFrequency(TurnAction):
    """How often."""

    def name(self) -> str:
        """The name Rasa calls to ask for slot `payment_arrangement_frequency`."""
        return "action_ask_payment_arrangement_frequency"

    def take(self, turn: Turn) -> list[Event]:
        """The question."""
        turn.say_freshly(
            "utter_payment_arrangement_ask_frequency",
            "utter_payment_arrangement_ask_frequency_again",
        )
        return []


class AskFirstDate(TurnAction):
    """When the first payment is."""

    def name(self) -> str:
        """The name Rasa calls to ask for slot `payment_arrangement_first_on`."""
        return "action_ask_payment_arrangement_first_on"

    def take(self, turn: Turn) -> list[Event]:
        """The question; where a word can mean several days, which of them."""
        terms = Terms.of(turn)
        days = terms.days
        if is_of_month(terms, organisation_date(turn.now)):
            turn.say_freshly(
                "utter_payment_arrangement_which_day_of_month",
                "utter_payment_arrangement_ask_first_date_again",
                first=min(days),
                second=max(days),
            )
        elif len(days) > 1:
            turn.say_freshly(
                "utter_payment_arrangement_which_day",
                "utter_payment_arrangement_which_day_again",
                first=min(days),
                second=max(days),
            )
        else:
            turn.say_freshly(
                "utter_payment_arrangement_ask_first_date",
                "utter_payment_arrangement_ask_first_date_again",
            )
        return []


class AskDecision(AccountAction):
    """Reads the terms back and asks for a yes."""

    def name(self) -> str:
        """The name Rasa calls to ask for slot `payment_arrangement_decision`."""
        return "action_ask_payment_arrangement_decision"

    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """Says first why it is another offer than the one asked for, if it is."""
        try:
            terms = Terms.of(turn)
            offer = propose(session, guarantor.id, terms.wish, turn.now)
        except (AlreadyArranged, NothingToArrange):
            return overtaken()
        key = terms_key(offer.schedule)
        if turn.slot(READ_BACK) == key:
            self._remind(turn, offer.schedule)
            return []
        events = [SlotSet(READ_BACK, key)]
        if offer.refusal is not None and REASONS[offer.refusal] not in turn.recent_responses():
            turn.say(REASONS[offer.refusal], limit=offer.limit)
        if offer.refusal in (Refusal.PAYMENT_TOO_SMALL, Refusal.TERM_TOO_LONG):
            # What is offered takes the place of what was wished: the day can still be moved.
            offered = replace(terms, amount=offer.schedule.first.amount, count=None)
            events += [SlotSet(COUNTERED, True), *offered.events()]
        name, values = read_back(offer.schedule, turn.language)
        turn.say(name, **values)
        return events

    def _remind(self, turn: Turn, schedule: Schedule) -> None:
        if turn.slot(DENIED) and turn.intent == "deny":
            turn.say("utter_payment_arrangement_what_to_change")
            return
        if "dont_know" in turn.remarks:
            turn.say_freshly(
                "utter_payment_arrangement_take_time", "utter_payment_arrangement_take_time_again"
            )
            return
        turn.say_freshly(
            "utter_payment_arrangement_remind",
            "utter_payment_arrangement_remind_again",
            count=len(schedule.payments),
            amount=schedule.first.amount,
            first_date=schedule.first.due_on,
        )
