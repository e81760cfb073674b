"""A promise to pay: an amount, a day, or both."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from rasa_sdk.events import FollowupAction
from sqlalchemy.orm import Session

from actions.arrangement_wish import FIRST_ON, Terms, heard
from actions.base import AccountAction
from actions.choices import offer_choices
from actions.nothing_due import tell_nothing_due
from actions.payment import IN_PARTS
from actions.requests import answer_by, record
from actions.turn import Event, Turn
from receivables.domain.date_of_birth import fold
from receivables.domain.day_choice import chosen_day
from receivables.domain.money import Money
from receivables.services.balances import balance_summary
from receivables.services.clock import organisation_date
from receivables.services.work_items import close_work_item, open_work_item_of
from receivables.store.tables import Guarantor, WorkItem

KIND = "promise_to_pay"
# "I said Friday but I can't", and no other day after it: nothing is promised.
_CANNOT = re.compile(
    r"\b(?:but|and|pero|y)\b.{0,12}\b(?:can'?t|cannot|couldn'?t|won'?t|am not able|"
    r"no (?:puedo|pude|podre|voy a poder|me alcanza))\b(?: (?:make it|pay|do it|pagar|pagarlo))?"
    r"(?: (?:it|that|now|anymore|any more|ya|eso))?[ .!]*$|"
    r"^(?:(?:h+m+|no|sorry|wait|actually|oh|shoot|but|i|perdon|ay|pero) )*(?:can'?t|cannot|"
    r"won'?t be "
    r"able to|no (?:puedo|voy a poder|podre))\b(?: (?:do|make|pay|it|on|that|this|el|pagar|ese|dia|"
    r"ya|anymore|then))*(?: \w+){0,2}[ .!]*$"
)
# "No, the one after": the same weekday a week later than what was read back.
_WEEK_LATER = re.compile(
    r"\b(?:the|a) (?:one|week|\w+day) (?:after|later)\b|\b(?:siguiente|que sigue|de despues|"
    r"una semana (?:despues|mas tarde))\b"
)
CHANGED_WITHIN = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Promise:
    """An amount, a day, or the two days that a word can mean; any of them may be unsaid."""

    amount: Money | None = None
    day: dt.date | None = None
    days: tuple[dt.date, ...] = ()

    @classmethod
    def of(cls, details: dict[str, Any]) -> Promise:
        """The promise in the details of its work item."""
        amount, day = details.get("amount"), details.get("day")
        return cls(
            Money.parse(amount) if amount else None,
            dt.date.fromisoformat(day) if day else None,
            tuple(dt.date.fromisoformat(one) for one in details.get("days") or ()),
        )


class RecordPromise(AccountAction):
    """Records what was promised, and reads it back."""

    def name(self) -> str:
        """The name in the rule for `promise_to_pay`."""
        return "action_record_promise"

    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """Never more than what is owed; a day that can mean two is not taken as either."""
        summary = balance_summary(session, guarantor.id)
        total = summary.total
        if total <= Money(0):
            tell_nothing_due(turn, summary)
            return turn.done()
        if {found["entity"] for found in turn.asked_entities} & IN_PARTS:
            return [FollowupAction("action_start_payment_arrangement")]
        if _CANNOT.search(fold(turn.asked_text)):
            turn.say("utter_smalltalk_cannot_pay")
            if (broken := _earlier(turn, session, guarantor)) is not None:
                close_work_item(session, broken.kind, broken.request_id, turn.now)
            return turn.done(offer_choices(turn, "request_payment_plan", "financial_hardship"))
        earlier = _earlier(turn, session, guarantor)
        promise = _promised(turn, earlier, total)
        if earlier is not None:
            close_work_item(session, earlier.kind, earlier.request_id, turn.now)
        record(
            turn,
            session,
            KIND,
            promise.day or answer_by(turn),
            guarantor.id,
            amount=str(promise.amount) if promise.amount else None,
            day=promise.day.isoformat() if promise.day else None,
            days=[day.isoformat() for day in promise.days],
        )
        _read_back(turn, promise, earlier)
        return turn.done()


def _promised(turn: Turn, earlier: WorkItem | None, total: Money) -> Promise:
    """What the text says, and what it leaves unsaid as it was promised a moment ago."""
    today = organisation_date(turn.now)
    stands = earlier is not None and (
        turn.now - earlier.opened_at < CHANGED_WITHIN or not earlier.details.get("day")
    )
    known = Promise.of(earlier.details) if earlier is not None and stands else Promise()
    asked = FIRST_ON if known.days or (known.amount and not known.day) else None
    terms = heard(Terms(), turn.asked_entities, asked, total, today)
    day = chosen_day(turn.asked_text, known.days) or terms.first_on
    if known.day and _WEEK_LATER.search(fold(turn.asked_text)):
        day = known.day + dt.timedelta(weeks=1)
    day = day if day and day >= today else None
    amount = min(terms.amount, total) if terms.amount else known.amount
    if day or terms.days:
        return Promise(amount, day, () if day else terms.days)
    return Promise(amount, known.day, known.days)


def _earlier(turn: Turn, session: Session, guarantor: Guarantor) -> WorkItem | None:
    """What was promised before in this conversation, if it counts still; people change minds."""
    earlier = open_work_item_of(session, KIND, guarantor.id, turn.conversation_id)
    mine = earlier is not None and earlier.conversation_id == turn.conversation_id
    return earlier if earlier and mine and earlier.request_id != turn.request_id else None


def _read_back(turn: Turn, promise: Promise, earlier: WorkItem | None) -> None:
    if promise.amount and promise.day:
        known = {"amount": promise.amount, "date": promise.day, "phone": turn.phone}
        if earlier is not None and Promise.of(earlier.details) == promise:
            turn.say_freshly(
                "utter_promise_to_pay_stands", "utter_promise_to_pay_stands_again", **known
            )
        elif earlier is not None:
            turn.say("utter_promise_to_pay_changed", **known)
        else:
            turn.say("utter_promise_to_pay_recorded", **known)
    elif promise.day:
        turn.say("utter_promise_to_pay_recorded_day", date=promise.day, phone=turn.phone)
    elif len(promise.days) > 1:
        _ask_which(turn, promise)
    elif promise.amount:
        turn.say_freshly(
            "utter_promise_to_pay_recorded_amount",
            "utter_promise_to_pay_recorded_amount_again",
            amount=promise.amount,
            phone=turn.phone,
        )
    else:
        turn.say_freshly(
            "utter_promise_to_pay_recorded_open",
            "utter_promise_to_pay_recorded_open_again",
            phone=turn.phone,
        )


def _ask_which(turn: Turn, promise: Promise) -> None:
    days = {"first": promise.days[0], "second": promise.days[-1]}
    if promise.amount:
        turn.say("utter_promise_to_pay_recorded_which_day", amount=promise.amount, **days)
    else:
        turn.say("utter_promise_to_pay_which_day", **days)
