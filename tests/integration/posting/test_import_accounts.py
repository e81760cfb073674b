"""Account extracts go in once, correct people, and never change posted money unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from receivables.domain.money import Money
from receivables.services.balances import VisitState, balance_summary
from receivables.store.database import reading
from receivables.store.tables import Guarantor, LedgerEntry, Patient
from tests.imports import encounter, ledger, take_accounts


def test_an_insured_charge_waits_and_a_self_pay_charge_is_owed_at_once(
    store: Engine, tmp_path: Path
) -> None:
    report = take_accounts(
        store,
        tmp_path,
        {"patient_payments": "20.00"},
        {"account_number": "PB-2", "encounter": "V-2", "payer": "", "patient_payments": "50.00"},
    )
    assert (report.taken, report.succeeded) == (2, True)
    with reading(store) as session:
        summary = balance_summary(session, encounter(store).guarantor_id)
    by_account = {visit.account_number: visit for visit in summary.visits}
    assert by_account["PB-10001"].state is VisitState.WAITING
    assert by_account["PB-2"].balance == Money(15000)
    assert summary.total == Money(15000)


def test_the_same_file_again_changes_nothing(store: Engine, tmp_path: Path) -> None:
    rows = [{"patient_payments": "20.00"}, {"account_number": "PB-2", "encounter": "V-2"}]
    take_accounts(store, tmp_path, *rows)
    before = ledger(store)
    report = take_accounts(store, tmp_path, *rows)
    assert (report.taken, report.changed, report.unchanged) == (0, 0, 2)
    assert ledger(store) == before


def test_a_bad_line_is_reported_with_its_place_and_the_rest_goes_in(
    store: Engine, tmp_path: Path
) -> None:
    report = take_accounts(store, tmp_path, {"zip": "x"}, {})
    assert report.taken == 1
    assert not report.succeeded
    (problem,) = report.problems
    assert (problem.file, problem.where) == ("accounts.csv", "line 2")


@pytest.mark.parametrize(
    ("column", "value", "attribute"),
    [
        ("phone", "+12165550124", "phone"),
        ("zip", "44108", "zip_code"),
        ("language", "es", "language"),
        ("guarantor", "Rosa Vega", "name"),
    ],
)
def test_one_corrected_fact_about_a_person_is_followed(
    store: Engine, tmp_path: Path, column: str, value: str, attribute: str
) -> None:
    take_accounts(store, tmp_path)
    report = take_accounts(store, tmp_path, {column: value})
    assert report.changed == 1
    assert getattr(encounter(store).guarantor, attribute) == value
    with reading(store) as session:
        assert session.scalar(select(func.count(Guarantor.id))) == 1


def test_an_account_does_not_change_hands_unseen(store: Engine, tmp_path: Path) -> None:
    take_accounts(store, tmp_path)
    other = {"guarantor": "Dora Vega", "phone": "+12165550199", "date_of_birth": "1970-01-01"}
    report = take_accounts(store, tmp_path, other)
    assert "another guarantor" in report.problems[0].what
    assert encounter(store).guarantor.name == "Rosa Delgado"


def test_a_twin_with_the_same_phone_does_not_get_the_account(store: Engine, tmp_path: Path) -> None:
    twin = {"guarantor": "Lola Delgado"}
    take_accounts(store, tmp_path, {}, twin | {"account_number": "PB-2", "encounter": "V-2"})
    report = take_accounts(store, tmp_path, twin)
    assert "another guarantor" in report.problems[0].what
    assert encounter(store).guarantor.name == "Rosa Delgado"


def test_an_account_follows_its_guarantor_to_their_corrected_phone(
    store: Engine, tmp_path: Path
) -> None:
    moved = {"phone": "+12165550124"}
    take_accounts(store, tmp_path, {}, moved | {"account_number": "PB-2", "encounter": "V-2"})
    assert take_accounts(store, tmp_path, moved).changed == 1
    assert encounter(store).guarantor_id == encounter(store, "PB-2").guarantor_id


@pytest.mark.parametrize(
    "changed",
    [
        {"charges": "250.00"},
        {"payer": ""},
        {"encounter": "V-9"},
        {"patient_payments": "10.00"},
    ],
)
def test_changed_money_is_reported_and_the_posted_money_stays(
    store: Engine, tmp_path: Path, changed: dict[str, str]
) -> None:
    take_accounts(store, tmp_path, {"patient_payments": "20.00"})
    before = ledger(store)
    report = take_accounts(store, tmp_path, {"patient_payments": "20.00"} | changed)
    assert not report.succeeded
    assert ledger(store) == before


def test_further_payments_are_a_row_of_their_own(store: Engine, tmp_path: Path) -> None:
    for total in ("20.00", "50.00", "50.00"):
        take_accounts(store, tmp_path, {"patient_payments": total})
    assert [amount for _, amount in ledger(store)] == ["200.00", "-20.00", "-30.00"]


def test_two_accounts_of_one_encounter_number_are_refused_and_reported(
    store: Engine, tmp_path: Path
) -> None:
    report = take_accounts(store, tmp_path, {}, {"account_number": "PB-2"})
    assert report.taken == 1
    assert "line 3" in report.problems[0].where
    with reading(store) as session:
        assert session.scalar(select(func.count(LedgerEntry.id))) == 1


def test_a_family_is_one_guarantor_with_several_patients(store: Engine, tmp_path: Path) -> None:
    child = {"patient": "Nico Delgado", "account_number": "PB-2", "encounter": "V-2"}
    take_accounts(store, tmp_path, {}, child)
    with reading(store) as session:
        assert session.scalar(select(func.count(Guarantor.id))) == 1
        names = set(session.scalars(select(Patient.name)))
    assert names == {"Rosa Delgado", "Nico Delgado"}
