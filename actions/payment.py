"""Paying now, and payments that were made."""

from __future__ import annotations

import datetime as dt
import re

from rasa_sdk.events import FollowupAction
from sqlalchemy.orm import Session

from actions.base import AccountAction
from actions.nothing_due import tell_nothing_due
from actions.payment_arrangement import asks_what_was_agreed, tell_arrangement
from actions.requests import ADDED, ADDED_AGAIN, RecordedRequest, answer_by, record
from actions.turn import Event, Turn
from receivables.domain.date_of_birth import fold
from receivables.domain.money import Money
from receivables.services.arrangements import active_arrangement
from receivables.services.balances import balance_summary
from receivables.services.patient_payments import last_patient_payment
from receivables.services.work_items import add_to_work_item, open_work_item_of
from receivables.store.tables import Guarantor, PaymentArrangement

MISSING = "missing_payment"
IN_PARTS = {"frequency", "installment_count"}
_COMING = re.compile(
    r"\b(?:next|upcoming|first|due|start\w*|when (?:is|s|do)|cuando (?:es|tengo|hay)|"
    r"proxim\w*|siguiente\w*|primer\w*|vence\w*|toca\w*|empieza\w*)\b"
)

_ANOTHER_WAY = re.compile(
    r"\b(?:apple pay|google pay|zelle|venmo|paypal|cash app|online|on line|en linea|por internet|"
    r"web ?site|web ?page|pagina|app|mail|correo|in person|en persona)\b"
)
# Who sent something and gives its number is not answered by another payment.
_SENT = re.compile(
    r"\b(?:check|cheque|ck|money order|giro|confirmation|receipt|transaction|confirmacion|recibo)\b"
    r".{0,12}\d{3,12}\b"
)


class TakePaymentRequest(RecordedRequest):
    """Somebody wants to pay: a person helps, for no card number is ever taken by text (M3)."""

    kind = "payment"

    def name(self) -> str:
        """The name in the rule for `make_payment`."""
        return "action_take_payment_request"

    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """Nothing is taken where nothing is owed; payments in parts are an arrangement."""
        summary = balance_summary(session, guarantor.id)
        if summary.total <= Money(0):
            tell_nothing_due(turn, summary)
            return turn.done()
        if {found["entity"] for found in turn.asked_entities} & IN_PARTS:
            return [FollowupAction("action_start_payment_arrangement")]
        if page := turn.organisation.payment_page:
            turn.say_freshly("utter_payment_page", "utter_payment_page_again", link=page)
            return turn.done()
        return super().answer(turn, session, guarantor)

    def tell_recorded(self, turn: Turn, due_on: dt.date) -> None:
        """What happens next."""
        turn.say("utter_payment_recorded", date=due_on, phone=turn.phone)

    def tell_standing(self, turn: Turn, due_on: dt.date) -> None:
        """It is with us already; who names another way to pay hears that we have none here."""
        if _ANOTHER_WAY.search(fold(turn.asked_text)):
            turn.say("utter_payment_ways", date=due_on, phone=turn.phone)
            return
        turn.say_freshly(
            "utter_payment_standing",
            "utter_payment_standing_again",
            date=due_on,
            phone=turn.phone,
        )


class TellLastPayment(AccountAction):
    """Whether a payment arrived, and under a payment arrangement when the next one is due."""

    def name(self) -> str:
        """The name in the rule for `payment_status`."""
        return "action_tell_last_payment"

    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """The last payment we have; without one, a person looks for it."""
        arrangement = active_arrangement(session, guarantor.id)
        recalls = arrangement is not None and asks_what_was_agreed(turn)
        if recalls or _COMING.search(fold(turn.asked_text)):
            _tell_coming(turn, session, guarantor, arrangement)
            return turn.done()
        last = last_patient_payment(session, guarantor.id)
        searched = open_work_item_of(session, MISSING, guarantor.id, turn.conversation_id)
        if searched is not None and not turn.asks and turn.asked_entities:
            add_to_work_item(searched, turn.request_id, turn.asked_text)
            turn.say_freshly(ADDED, ADDED_AGAIN, date=searched.due_on or answer_by(turn))
            return turn.done()
        if last is not None and searched is None and _SENT.search(fold(turn.asked_text)):
            record(turn, session, MISSING, answer_by(turn), guarantor.id)
            known = {"amount": last[0], "paid_on": last[1], "date": answer_by(turn)}
            turn.say("utter_payment_looked_for", **known)
            return turn.done()
        if last is None:
            said = ["utter_payment_none_yet", "utter_payment_none_yet_again"]
            if searched is None:
                record(turn, session, MISSING, answer_by(turn), guarantor.id)
            else:
                said.reverse()
            turn.say_freshly(said[0], said[1], date=answer_by(turn))
        else:
            amount, paid_on = last
            turn.say_freshly(
                "utter_payment_last", "utter_payment_last_again", amount=amount, date=paid_on
            )
            _tell_what_is_left(turn, session, guarantor, arrangement)
        if arrangement is not None:
            tell_arrangement(turn, arrangement)
        return turn.done()


def _tell_what_is_left(
    turn: Turn, session: Session, guarantor: Guarantor, arrangement: PaymentArrangement | None
) -> None:
    """Whoever paid and still got a bill hears that the payment is counted in what is left."""
    total = balance_summary(session, guarantor.id).total
    told = turn.said_lately(turn.spoken(total), 2)
    if arrangement is None and total > Money(0) and not told:
        turn.say("utter_payment_counted", total=total)


def _tell_coming(
    turn: Turn, session: Session, guarantor: Guarantor, arrangement: PaymentArrangement | None
) -> None:
    summary = balance_summary(session, guarantor.id)
    if arrangement is not None:
        tell_arrangement(turn, arrangement)
    elif summary.total <= Money(0):
        tell_nothing_due(turn, summary)
    else:
        told = turn.said_lately(turn.spoken(summary.total), 2)
        again = "utter_payment_none_coming_again"
        first = again if told else "utter_payment_none_coming"
        turn.say_freshly(first, again, total=summary.total)
