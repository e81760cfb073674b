"""Explanations of benefit are evidence: they may hold an amount and never make or raise one."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from receivables.domain.money import Money
from receivables.services.balances import VisitState, balance_summary
from receivables.services.import_eobs import import_eobs
from receivables.services.import_report import ImportReport
from receivables.store.database import reading
from receivables.store.tables import ExplanationRecord
from tests.builders import NOW
from tests.imports import encounter, ledger, take_accounts, take_payments
from tests.integration.posting.eobs import explanation
from tests.remittances import Claim, Payment


def take_eob(
    store: Engine, folder: Path, owes: str, paid: str = "", **more: object
) -> ImportReport:
    return import_eobs(store, [explanation(folder, owes, paid=paid, **more)], NOW)


def state(store: Engine) -> tuple[VisitState, Money]:
    with reading(store) as session:
        (visit,) = balance_summary(session, encounter(store).guarantor_id).visits
    return visit.state, visit.balance


def states(store: Engine) -> list[VisitState]:
    """Of all visits, by account number."""
    with reading(store) as session:
        visits = balance_summary(session, encounter(store).guarantor_id).visits
    return [visit.state for visit in sorted(visits, key=lambda each: each.account_number)]


def test_an_explanation_alone_makes_no_balance(store: Engine, tmp_path: Path) -> None:
    take_accounts(store, tmp_path)
    before = ledger(store)
    assert take_eob(store, tmp_path, "30.00").taken == 1
    assert state(store) == (VisitState.WAITING, Money(0))
    assert ledger(store) == before


@pytest.mark.parametrize("owes", ["30.00", "90.00"])
def test_one_that_asks_for_as_much_or_more_changes_nothing(
    store: Engine, tmp_path: Path, owes: str
) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment())
    take_eob(store, tmp_path, owes)
    assert state(store) == (VisitState.PAYABLE, Money(3000))


@pytest.mark.parametrize("first", ["explanation", "remittance"])
def test_one_that_asks_for_less_holds_the_account_whichever_came_first(
    store: Engine, tmp_path: Path, first: str
) -> None:
    take_accounts(store, tmp_path)
    if first == "explanation":
        take_eob(store, tmp_path, "10.00")
    take_payments(store, tmp_path, Payment())
    if first == "remittance":
        take_eob(store, tmp_path, "10.00")
    assert state(store) == (VisitState.HELD, Money(0))


@pytest.mark.parametrize(
    ("owes", "paid", "paid_here", "expected"),
    [
        ("30.00", "20.00", "0.00", (VisitState.HELD, Money(0))),
        ("30.00", "20.00", "20.00", (VisitState.PAYABLE, Money(1000))),
        ("30.00", "30.00", "30.00", (VisitState.PAID, Money(0))),
        ("20.00", "10.00", "20.00", (VisitState.HELD, Money(0))),
        ("20.00", "", "20.00", (VisitState.HELD, Money(0))),
    ],
    ids=[
        "a payment that is not known here",
        "a payment that is known here",
        "all is paid, and that is known here",
        "a smaller share beside a payment",
        "a smaller share that a payment here does not excuse",
    ],
)
def test_a_payment_that_only_the_explanation_knows_holds_the_account(
    store: Engine,
    tmp_path: Path,
    owes: str,
    paid: str,
    paid_here: str,
    expected: tuple[VisitState, Money],
) -> None:
    take_accounts(store, tmp_path, {"patient_payments": paid_here})
    take_payments(store, tmp_path, Payment())
    take_eob(store, tmp_path, owes, paid=paid)
    assert state(store) == expected


def test_an_account_is_looked_at_again_once_its_payment_is_here(
    store: Engine, tmp_path: Path
) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment())
    take_eob(store, tmp_path, "30.00", paid="20.00")
    take_accounts(store, tmp_path, {"patient_payments": "5.00"})
    assert state(store) == (VisitState.HELD, Money(0))

    take_accounts(store, tmp_path, {"patient_payments": "20.00"})
    assert state(store) == (VisitState.PAYABLE, Money(1000))

    take_accounts(store, tmp_path, {"patient_payments": "50.00"})
    assert state(store) == (VisitState.CREDIT, Money(-2000))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_of_one_day_that_name_different_accounts_guard_both_until_a_later_one_names_one(
    store: Engine, tmp_path: Path, order: tuple[int, int]
) -> None:
    other = {"account_number": "PB-10002", "encounter": "V-10002"}
    take_accounts(store, tmp_path, {}, other)
    take_payments(store, tmp_path, Payment([Claim(), Claim(account="PB-10002", number="ICN2")]))
    versions = [("PB-10001", "10.00"), ("PB-10002", "30.00")]
    for place in order:
        account, owes = versions[place]
        take_eob(store, tmp_path, owes, account=account, created="2026-09-20")
    assert states(store) == [VisitState.HELD, VisitState.HELD]

    take_eob(store, tmp_path, "10.00", account="PB-10002", created="2026-10-01")
    assert states(store) == [VisitState.PAYABLE, VisitState.HELD]


def test_an_explanation_that_moves_to_another_account_frees_the_first(
    store: Engine, tmp_path: Path
) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment())
    take_eob(store, tmp_path, "10.00", created="2026-09-20")
    take_eob(store, tmp_path, "10.00", account="PB-10002", created="2026-10-01")
    assert state(store) == (VisitState.PAYABLE, Money(3000))


def test_a_newer_version_takes_its_place_and_the_same_changes_nothing(
    store: Engine, tmp_path: Path
) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment())
    take_eob(store, tmp_path, "10.00")
    assert take_eob(store, tmp_path, "10.00").unchanged == 1
    assert take_eob(store, tmp_path, "10.00", status="cancelled").changed == 1
    assert state(store) == (VisitState.PAYABLE, Money(3000))
    with reading(store) as session:
        assert session.scalar(select(func.count(ExplanationRecord.id))) == 1


def test_an_older_version_that_comes_later_changes_nothing(store: Engine, tmp_path: Path) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment())
    take_eob(store, tmp_path, "10.00", created="2026-10-01")
    assert take_eob(store, tmp_path, "30.00", created="2026-09-20").unchanged == 1
    assert state(store) == (VisitState.HELD, Money(0))


@pytest.mark.parametrize("created", ["2026-09-20", None], ids=["dated", "undated"])
@pytest.mark.parametrize("order", list(permutations(("10.00", "30.00", "40.00"))))
def test_two_of_one_day_that_differ_hold_the_account_in_any_order(
    store: Engine, tmp_path: Path, order: tuple[str, ...], created: str | None
) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment())
    reports = [take_eob(store, tmp_path, owes, created=created) for owes in order]
    assert [report.held for report in reports[:2]] == [0, 1]
    assert take_eob(store, tmp_path, order[0], created=created).unchanged == 1
    assert state(store) == (VisitState.HELD, Money(0))


@pytest.mark.parametrize("order", [("active", "cancelled"), ("cancelled", "active")])
def test_one_withdrawn_on_its_day_is_no_evidence_in_any_order(
    store: Engine, tmp_path: Path, order: tuple[str, str]
) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment())
    for status in order:
        take_eob(store, tmp_path, "10.00", status=status, created="2026-09-20")
    assert state(store) == (VisitState.PAYABLE, Money(3000))


@pytest.mark.parametrize("order", [("old", "new"), ("new", "old")])
def test_an_explanation_that_another_one_replaces_counts_no_more_in_any_order(
    store: Engine, tmp_path: Path, order: tuple[str, str]
) -> None:
    relationship = {"coding": [{"code": "prior"}]}
    prior = [{"relationship": relationship, "claim": {"identifier": {"value": "EOB-1"}}}]
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment())
    for each in order:
        if each == "old":
            take_eob(store, tmp_path, "10.00")
        else:
            take_eob(store, tmp_path, "30.00", number="EOB-2", related=prior)
    assert state(store) == (VisitState.PAYABLE, Money(3000))


def test_a_payment_that_only_the_claim_tells_of_holds_the_account_until_it_is_here(
    store: Engine, tmp_path: Path
) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment([Claim(more=("AMT*F5*20",))]))
    assert state(store) == (VisitState.HELD, Money(0))

    take_accounts(store, tmp_path, {"patient_payments": "20.00"})
    assert state(store) == (VisitState.PAYABLE, Money(1000))


def test_a_file_that_is_no_explanation_is_a_problem(store: Engine, tmp_path: Path) -> None:
    path = tmp_path / "eob.json"
    path.write_text("{}")
    report = import_eobs(store, [path], NOW)
    assert (report.taken, report.succeeded) == (0, False)
