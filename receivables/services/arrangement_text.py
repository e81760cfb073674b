"""An arrangement in the words that people hear: its terms read back, and that it is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from babel.dates import format_date
from babel.numbers import format_currency

from receivables.domain.money import Money
from receivables.domain.schedule import Frequency, Schedule
from receivables.store.tables import ArrangementState, PaymentArrangement
from receivables.wording import say

HOW_OFTEN = {
    Frequency.WEEKLY: "utter_payment_arrangement_weekly",
    Frequency.BIWEEKLY: "utter_payment_arrangement_biweekly",
    Frequency.MONTHLY: "utter_payment_arrangement_monthly",
}
_LOCALES = {"en": "en_US", "es": "es_US"}


def read_back(schedule: Schedule, language: str) -> tuple[str, dict[str, object]]:
    """The response that reads a schedule's terms to a person, and its values."""
    values: dict[str, object] = {
        "count": len(schedule.payments),
        "total": schedule.total,
        "amount": schedule.first.amount,
        "first_date": schedule.first.due_on,
    }
    if len(schedule.payments) == 1:
        return "utter_payment_arrangement_read_back_one", values
    values |= {
        "how_often": say(HOW_OFTEN[schedule.frequency], language),
        "last_date": schedule.last.due_on,
    }
    if schedule.last.amount == schedule.first.amount:
        return "utter_payment_arrangement_read_back_equal", values
    return "utter_payment_arrangement_read_back", values | {"last_amount": schedule.last.amount}


def read_back_text(schedule: Schedule, language: str) -> str:
    """The terms as one text that asks for a yes."""
    name, values = read_back(schedule, language)
    return say_amounts(name, language, values)


def saved_text(arrangement: PaymentArrangement, language: str) -> str:
    """That the arrangement is saved, and which terms are still to come in writing."""
    payments = [payment for payment in arrangement.installments if payment.number]
    values: dict[str, object] = {
        "count": len(payments),
        "amount": payments[0].amount,
        "date": payments[0].due_on,
    }
    name = "utter_payment_arrangement_saved" + ("_one" if len(payments) == 1 else "")
    said = [say_amounts(name, language, values)]
    down = next((payment for payment in arrangement.installments if not payment.number), None)
    if down is not None:
        today = {"amount": down.amount, "date": down.due_on}
        said.append(say_amounts("utter_payment_arrangement_down_payment", language, today))
    if arrangement.state is ArrangementState.AWAITING_DISCLOSURE:
        said.append(say_amounts("utter_payment_arrangement_disclosure", language, values))
    return " ".join(said)


def say_amounts(name: str, language: str, values: Mapping[str, object]) -> str:
    """A response with Money and dates written as the language (`en`, `es`) writes them."""
    spoken = {key: written(value, language) for key, value in values.items()}
    return say(name, language, channel="sms", **spoken)


def written(value: object, language: str) -> str:
    """Money and dates as the language writes them; anything else as it is."""
    if isinstance(value, Money):
        return str(format_currency(str(value), "USD", locale=_LOCALES[language]))
    if isinstance(value, dt.date):
        return str(format_date(value, "medium", locale=_LOCALES[language]))
    return str(value)
