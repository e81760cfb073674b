"""Whoever misses a payment of an arrangement stands in the list of calls again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select

from receivables.domain.money import Money
from receivables.domain.schedule import Frequency
from receivables.policy.arrangement_terms import Wish
from receivables.policy.figures import load_policy
from receivables.services.arrangements import accept, propose, terms_key
from receivables.services.call_list import Listed, call_list
from receivables.services.clock import organisation_date
from receivables.settings import settings
from receivables.store.database import reading, transaction
from receivables.store.tables import PaymentArrangement
from tests.builders import NOW, add_payment

ARRANGED = "pays by arrangement"
FIRST = organisation_date(NOW) + dt.timedelta(days=7)


@pytest.fixture
def grace() -> dt.timedelta:
    return dt.timedelta(days=load_policy(settings().policy_file).arrangement.grace_days)


@pytest.fixture
def rosa(store: Engine, person: Callable[[str], int]) -> int:
    """A person who agreed to three monthly payments."""
    guarantor_id = person("0141")
    wish = Wish(None, 3, Frequency.MONTHLY, FIRST)
    with transaction(store) as session:
        offered = propose(session, guarantor_id, wish, NOW)
        accept(session, guarantor_id, "talk", wish, terms_key(offered.schedule), "yes-1", NOW)
    return guarantor_id


def listed(store: Engine, guarantor_id: int, day: dt.date) -> tuple[str, list[str]]:
    """Why the person is not to be called, and the reasons for their place."""
    at = dt.datetime.combine(day, dt.time(16), dt.UTC)
    with reading(store) as session:
        found = call_list(session, at)
        everybody: list[Listed] = [*found.ready, *found.waiting]
        one = next(each for each in everybody if each.guarantor.id == guarantor_id)
        return one.why, [reason.code for reason in one.reasons]


def pay(store: Engine, guarantor_id: int, amount: Money) -> None:
    with transaction(store) as session:
        add_payment(session, guarantor_id, amount, NOW + dt.timedelta(days=7))


def first_amount(store: Engine) -> Money:
    with reading(store) as session:
        return session.scalars(select(PaymentArrangement)).one().installments[0].amount


def test_nobody_is_listed_before_the_grace_has_passed(
    store: Engine, rosa: int, grace: dt.timedelta
) -> None:
    why, reasons = listed(store, rosa, FIRST + grace)
    assert why == ARRANGED
    assert "installment_missed" not in reasons


def test_a_missed_payment_brings_the_person_back_with_its_reason(
    store: Engine, rosa: int, grace: dt.timedelta
) -> None:
    why, reasons = listed(store, rosa, FIRST + grace + dt.timedelta(days=1))
    assert why != ARRANGED
    assert "installment_missed" in reasons


def test_a_payment_that_comes_in_takes_the_person_off_again(
    store: Engine, rosa: int, grace: dt.timedelta
) -> None:
    pay(store, rosa, first_amount(store))
    assert listed(store, rosa, FIRST + grace + dt.timedelta(days=1))[0] == ARRANGED


def test_a_part_of_a_payment_is_not_the_payment(
    store: Engine, rosa: int, grace: dt.timedelta
) -> None:
    pay(store, rosa, first_amount(store) - Money(1))
    assert listed(store, rosa, FIRST + grace + dt.timedelta(days=1))[0] != ARRANGED
