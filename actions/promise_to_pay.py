"""A promise to pay: an amount, a day, or both."""

from __future__ import annotations

import datetime as dt

from rasa_sdk.events import FollowupAction
from sqlalchemy.orm import Session

from actions.arrangement_wish import Terms, heard
from actions.base import AccountAction
from actions.payment import IN_PARTS
from actions.requests import answer_by, record
from actions.turn import Event, Turn
from receivables.domain.money import Money
from receivables.services.balances import balance_summary
from receivables.services.clock import organisation_date
from receivables.services.work_items import close_work_item, open_work_item_of
from receivables.store.tables import Guarantor


class RecordPromise(AccountAction):
    """Records what was promised, and reads it back."""

    def name(self) -> str:
        """The name in the rule for `promise_to_pay`."""
        return "action_record_promise"

    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """Never more than what is owed; a day that can mean two is not taken as either."""
        total = balance_summary(session, guarantor.id).total
        if total <= Money(0):
            turn.say_freshly("utter_balance_nothing", "utter_balance_nothing_again")
            return turn.done()
        if {found["entity"] for found in turn.asked_entities} & IN_PARTS:
            return [FollowupAction("action_start_payment_arrangement")]
        today = organisation_date(turn.now)
        terms = heard(Terms(), turn.asked_entities, None, total, today)
        amount = min(terms.amount, total) if terms.amount else None
        day = terms.first_on if terms.first_on and terms.first_on >= today else None
        _withdraw_earlier(turn, session, guarantor)
        record(
            turn,
            session,
            "promise_to_pay",
            day or answer_by(turn),
            guarantor.id,
            amount=str(amount) if amount else None,
            day=day.isoformat() if day else None,
        )
        _read_back(turn, amount, day)
        return turn.done()


def _withdraw_earlier(turn: Turn, session: Session, guarantor: Guarantor) -> None:
    """What was promised last in this conversation counts; people change their minds."""
    earlier = open_work_item_of(session, "promise_to_pay", guarantor.id, turn.conversation_id)
    mine = earlier is not None and earlier.conversation_id == turn.conversation_id
    if earlier is not None and mine and earlier.request_id != turn.request_id:
        close_work_item(session, earlier.kind, earlier.request_id, turn.now)


def _read_back(turn: Turn, amount: Money | None, day: dt.date | None) -> None:
    if amount and day:
        turn.say("utter_promise_to_pay_recorded", amount=amount, date=day, phone=turn.phone)
    elif day:
        turn.say("utter_promise_to_pay_recorded_day", date=day, phone=turn.phone)
    else:
        turn.say_freshly(
            "utter_promise_to_pay_recorded_open",
            "utter_promise_to_pay_recorded_open_again",
            phone=turn.phone,
        )
