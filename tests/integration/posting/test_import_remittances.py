"""Claims post once, wait for their account, are held when they don't add up, and lose no one."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from receivables.domain.money import ZERO, Money
from receivables.services.balances import VisitState, balance_at, balance_summary
from receivables.services.import_remittances import import_remittances
from receivables.services.reconciliation import reconcile
from receivables.store.database import reading, transaction
from receivables.store.tables import ClaimRecord, ClaimState, LedgerEntry, WorkItem
from tests.builders import NOW
from tests.imports import encounter, ledger, take_accounts, take_payments
from tests.remittances import Claim, Payment, file_of


def visit(store: Engine):  # type: ignore[no-untyped-def]
    with reading(store) as session:
        (found,) = balance_summary(session, encounter(store).guarantor_id).visits
    return found


def work(store: Engine, kind: str) -> list[WorkItem]:
    with reading(store) as session:
        return list(session.scalars(select(WorkItem).filter_by(kind=kind).order_by(WorkItem.id)))


def test_a_primary_claim_posts_and_the_patient_owes_its_share(
    store: Engine, tmp_path: Path
) -> None:
    take_accounts(store, tmp_path)
    report = take_payments(store, tmp_path, Payment())
    assert (report.taken, report.succeeded) == (1, True)
    assert (visit(store).state, visit(store).balance) == (VisitState.PAYABLE, Money(3000))
    with reading(store) as session:
        balance = balance_at(session, encounter(store).id, dt.date(2026, 9, 20))
        before = balance_at(session, encounter(store).id, dt.date(2026, 9, 19))
    assert (balance.insurance, balance.patient) == (ZERO, Money(3000))
    assert (before.insurance, before.patient) == (Money(20000), ZERO)


def test_the_same_file_again_changes_nothing(store: Engine, tmp_path: Path) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment())
    before = ledger(store)
    report = take_payments(store, tmp_path, Payment())
    assert (report.taken, report.unchanged) == (0, 1)
    assert ledger(store) == before


def test_a_claim_waits_for_its_account_and_posts_when_it_arrives(
    store: Engine, tmp_path: Path
) -> None:
    report = take_payments(store, tmp_path, Payment())
    assert (report.waiting, report.succeeded) == (1, True)
    assert ledger(store) == []
    take_accounts(store, tmp_path)
    assert visit(store).balance == Money(3000)
    with reading(store) as session:
        assert session.scalars(select(ClaimRecord.state)).one() is ClaimState.POSTED


def test_a_claim_that_does_not_balance_is_held_and_its_neighbour_posts(
    store: Engine, tmp_path: Path
) -> None:
    take_accounts(store, tmp_path, {}, {"account_number": "PB-2", "encounter": "V-2"})
    broken = Claim(paid="100", account="PB-2", number="ICN2")
    report = take_payments(store, tmp_path, Payment([Claim(), broken]))
    assert (report.taken, report.held, report.succeeded) == (2, 1, False)
    assert "claim PB-2" in report.problems[0].where
    with reading(store) as session:
        summary = balance_summary(session, encounter(store).guarantor_id)
    states = {found.account_number: found.state for found in summary.visits}
    assert states == {"PB-10001": VisitState.PAYABLE, "PB-2": VisitState.HELD}
    assert summary.total == Money(3000)


def test_claims_of_a_payment_that_does_not_balance_are_all_held(
    store: Engine, tmp_path: Path
) -> None:
    take_accounts(store, tmp_path)
    assert not take_payments(store, tmp_path, Payment(amount="500")).succeeded
    assert visit(store).state is VisitState.HELD


def test_a_reversal_adds_rows_and_the_correction_decides(store: Engine, tmp_path: Path) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment())
    first = ledger(store)
    back = Claim("-200", "-120", (("CO", "45", "-50"), ("PR", "1", "-30")), status="22")
    reversal = Payment([back], trace="TRACE2", day="20261001")
    take_payments(store, tmp_path, reversal)
    assert visit(store).state is VisitState.WAITING
    corrected = Claim("200", "140", (("CO", "45", "50"), ("PR", "1", "10")))
    take_payments(store, tmp_path, Payment([corrected], trace="TRACE3", day="20261010"))
    assert visit(store).balance == Money(1000)
    assert ledger(store)[: len(first)] == first
    with reading(store) as session:
        rows = session.scalars(select(LedgerEntry).where(LedgerEntry.corrects_id.is_not(None)))
        corrections = {row.corrects_id: row.amount for row in rows}
        undone = session.scalars(select(LedgerEntry).where(LedgerEntry.id.in_(corrections)))
        assert {row.id: -row.amount for row in undone} == corrections


def test_a_second_insurer_who_arrives_first_gives_the_same_balance(
    store: Engine, tmp_path: Path
) -> None:
    second = Claim("200", "20", (("OA", "23", "170"), ("PR", "3", "10")), status="2", number="S1")
    payments = [Payment(), Payment([second], payer="HARBOR", trace="S", day="20261001")]
    take_accounts(store, tmp_path)
    for payment in reversed(payments):
        take_payments(store, tmp_path, payment)
    assert visit(store).balance == Money(1000)
    with reading(store) as session:
        between = balance_at(session, encounter(store).id, dt.date(2026, 9, 25))
    assert between.patient == Money(3000)


def test_a_claim_that_comes_again_with_other_amounts_is_not_lost(
    store: Engine, tmp_path: Path
) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment())
    other = Claim("200", "100", (("CO", "45", "50"), ("PR", "1", "50")))
    take_payments(store, tmp_path, Payment([other]))
    assert visit(store).state is VisitState.HELD
    assert visit(store).balance == ZERO


def test_paying_more_than_the_share_opens_a_refund_with_a_deadline(
    store: Engine, tmp_path: Path
) -> None:
    take_accounts(store, tmp_path, {"patient_payments": "45.00"})
    assert work(store, "refund_credit") == []
    take_payments(store, tmp_path, Payment())
    (item,) = work(store, "refund_credit")
    assert (visit(store).state, visit(store).balance) == (VisitState.CREDIT, Money(-1500))
    assert item.details["amount"] == "15.00"
    assert item.due_on == dt.date(2027, 1, 22)
    take_accounts(store, tmp_path, {"patient_payments": "50.00"})
    old, new = work(store, "refund_credit")
    assert old.closed_at is not None
    assert (new.closed_at, new.details["amount"]) == (None, "20.00")


def test_a_credit_of_one_visit_is_not_netted_with_another(store: Engine, tmp_path: Path) -> None:
    child = {"account_number": "PB-2", "encounter": "V-2", "patient": "Nico Delgado"}
    take_accounts(store, tmp_path, {"patient_payments": "45.00"}, child)
    take_payments(store, tmp_path, Payment([Claim(), Claim(account="PB-2", number="ICN2")]))
    with reading(store) as session:
        assert balance_summary(session, encounter(store).guarantor_id).total == Money(3000)


def test_a_payers_take_back_is_work_for_staff_and_changes_no_patients_balance(
    store: Engine, tmp_path: Path
) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment(provider_adjustments=(("WO", "40"), ("L6", "-1"))))
    (item,) = work(store, "payer_takeback")
    assert [part[:2] for part in item.details["adjustments"]] == [["WO", "40.00"], ["L6", "-1.00"]]
    assert (item.guarantor_id, visit(store).balance) == (None, Money(3000))


def test_one_claim_that_the_store_refuses_does_not_take_its_neighbours_with_it(
    store: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from receivables.services import posting

    planned = posting._plan

    def failing(encounter, rows):  # type: ignore[no-untyped-def]
        if encounter.account_number == "PB-2":
            raise ArithmeticError
        return planned(encounter, rows)

    monkeypatch.setattr(posting, "_plan", failing)
    take_accounts(store, tmp_path, {}, {"account_number": "PB-2", "encounter": "V-2"})
    claims = [Claim(account="PB-2", number="ICN2"), Claim()]
    report = take_payments(store, tmp_path, Payment(claims))
    assert report.taken == 1
    assert "ArithmeticError" in report.problems[0].what
    monkeypatch.undo()
    again = take_payments(store, tmp_path, Payment(claims))
    assert (again.taken, again.unchanged, again.succeeded) == (1, 1, True)


def test_a_file_nothing_can_be_read_of_is_a_problem(store: Engine, tmp_path: Path) -> None:

    path = tmp_path / "letter.835"
    path.write_text("Dear provider, please find enclosed")
    report = import_remittances(store, [path, tmp_path / "none.835"], NOW)
    assert not report.succeeded
    assert {problem.file for problem in report.problems} == {"letter.835", "none.835"}


def test_the_ledger_is_written_with_what_the_claim_says(store: Engine, tmp_path: Path) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment())
    with transaction(store) as session:
        row = session.scalars(select(LedgerEntry).filter_by(party="PATIENT")).one()
    assert (row.provenance["claim"], row.provenance["group"], row.provenance["reason"]) == (
        "ICN1",
        "PR",
        "1",
    )


def test_two_imports_of_one_file_at_the_same_moment_post_it_once(
    store: Engine, tmp_path: Path
) -> None:
    rows = [{"account_number": f"PB-{n}", "encounter": f"V-{n}"} for n in range(40)]
    take_accounts(store, tmp_path, *rows)
    claims = [Claim(account=f"PB-{n}", number=f"ICN{n}") for n in range(40)]
    path = tmp_path / "remittance.835"
    path.write_bytes(file_of(Payment(claims)))
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(lambda _: import_remittances(store, [path], NOW), range(2)))
    assert sum(report.taken for report in reports) == 40
    assert all(report.succeeded for report in reports)
    assert len(ledger(store)) == 40 * 5
    with reading(store) as session:
        assert list(reconcile(session)) == []


def test_an_account_and_its_claim_that_come_at_the_same_moment_find_each_other(
    store: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "remittance.835"
    path.write_bytes(file_of(Payment()))
    with ThreadPoolExecutor(2) as pool:
        remittance = pool.submit(import_remittances, store, [path], NOW)
        accounts = pool.submit(take_accounts, store, tmp_path)
        assert remittance.result().taken == accounts.result().taken == 1
    assert visit(store).balance == Money(3000)
