"""What a text asks of an arrangement, from what was found in it."""

import datetime as dt
from typing import Any

import pytest

from actions.arrangement_wish import AMOUNT, FIRST_ON, FREQUENCY, Terms, heard, next_day_of_month
from receivables.domain.money import Money
from receivables.domain.schedule import Frequency

TODAY = dt.date(2026, 11, 23)
BALANCE = Money(48000)
WHOLE = Terms(Money(5000), None, Frequency.MONTHLY, dt.date(2026, 12, 15))


def found(entity: str, value: str, role: str | None = None, **more: Any) -> dict[str, Any]:
    return {"entity": entity, "value": value, **({"role": role} if role else {}), **more}


NOTHING = Terms()


def hear(*entities: dict[str, Any], terms: Terms = NOTHING, asked: str | None = None) -> Terms:
    return heard(terms, list(entities), asked, BALANCE, TODAY)


def test_amount_frequency_and_day_in_one_text() -> None:
    terms = hear(
        found("amount", "5000"),
        found("frequency", "monthly"),
        found("date", "2026-12-15"),
    )
    assert terms == WHOLE
    assert terms.missing is None


def test_the_slots_are_asked_for_in_order() -> None:
    assert Terms().missing == AMOUNT
    assert hear(found("amount", "5000")).missing == FREQUENCY
    assert hear(found("amount", "5000"), found("frequency", "weekly")).missing == FIRST_ON


FRIDAYS = found("frequency", "weekly", "ambiguous", weekday=4)


@pytest.mark.parametrize("often", [Frequency.BIWEEKLY, Frequency.MONTHLY])
def test_a_weekday_alone_is_a_day_to_who_has_said_how_often(often: Frequency) -> None:
    terms = hear(FRIDAYS, terms=Terms(Money(10000), None, often), asked=FIRST_ON)
    assert (terms.frequency, terms.first_on) == (often, dt.date(2026, 11, 27))
    together = hear(found("amount", "10000"), found("frequency", often.value), FRIDAYS)
    assert (together.frequency, together.first_on) == (often, dt.date(2026, 11, 27))


def test_a_weekday_alone_is_weekly_to_who_has_not_and_each_weekday_to_everybody() -> None:
    assert hear(FRIDAYS).frequency is Frequency.WEEKLY
    every = found("frequency", "weekly", weekday=4)
    assert hear(every, terms=Terms(Money(10000), None, Frequency.BIWEEKLY)).frequency == "weekly"


def test_a_number_of_payments_is_monthly_unless_said_otherwise() -> None:
    terms = hear(found("installment_count", "6"))
    assert (terms.count, terms.frequency, terms.missing) == (6, Frequency.MONTHLY, FIRST_ON)


def test_a_corrected_amount_takes_the_place_of_a_number_of_payments_and_back() -> None:
    by_count = hear(found("installment_count", "4"), terms=WHOLE)
    assert (by_count.amount, by_count.count) == (None, 4)
    by_amount = hear(found("amount", "7500"), terms=by_count)
    assert (by_amount.amount, by_amount.count) == (Money(7500), None)


def test_a_bare_number_is_what_was_asked_for() -> None:
    assert hear(found("number", "75"), asked=AMOUNT).amount == Money(7500)
    asked_day = Terms(Money(5000), None, Frequency.MONTHLY)
    assert hear(found("number", "20"), terms=asked_day, asked=FIRST_ON).first_on == dt.date(
        2026, 12, 20
    )
    assert hear(found("number", "5"), terms=Terms(count=4), asked=None).count == 5
    assert hear(found("number", "75"), terms=WHOLE).amount == Money(7500)


def test_half_and_all_are_parts_of_the_balance() -> None:
    assert hear(found("amount", "half", "relative")).amount == Money(24000)
    assert hear(found("amount", "third", "relative")).amount == Money(16000)
    everything = hear(found("amount", "all", "relative"))
    assert (everything.amount, everything.frequency) == (BALANCE, Frequency.MONTHLY)


def test_the_balance_named_beside_the_wish_is_not_the_wish() -> None:
    terms = hear(found("amount", "5000"), found("amount", "48000"))
    assert terms.amount == Money(5000)


def test_a_day_that_can_mean_two_is_asked_about() -> None:
    terms = hear(
        found("date", "2026-11-27", "ambiguous", candidates=["2026-11-27", "2026-12-04"]),
        terms=WHOLE,
    )
    assert terms.first_on is None
    assert terms.days == (dt.date(2026, 11, 27), dt.date(2026, 12, 4))
    assert terms.missing == FIRST_ON


@pytest.mark.parametrize(("weekday", "day"), [(4, 27), (0, 30), (1, 24)])
def test_a_weekday_beside_the_frequency_is_the_next_one(weekday: int, day: int) -> None:
    terms = hear(found("frequency", "biweekly", weekday=weekday))
    assert terms.first_on == dt.date(2026, 11, day)


def test_a_day_of_the_month_that_a_month_does_not_have_is_its_last() -> None:
    assert next_day_of_month(dt.date(2027, 2, 1), 31) == dt.date(2027, 2, 28)
    assert next_day_of_month(dt.date(2026, 12, 31), 31) == dt.date(2027, 1, 31)


def test_terms_that_are_not_whole_are_no_wish() -> None:
    with pytest.raises(ValueError, match="not whole"):
        _ = hear(found("amount", "5000")).wish
