"""Reconciling finds each way in which an account may disagree, and nothing else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from receivables.domain.money import Money
from receivables.services.reconciliation import UnknownAccount, reconcile
from receivables.store.database import reading, transaction
from receivables.store.tables import Encounter, EntryKind, LedgerEntry, Party
from tests.builders import NOW
from tests.imports import encounter, take_accounts, take_payments
from tests.remittances import Claim, Payment


@pytest.fixture
def posted(store: Engine, tmp_path: Path) -> Engine:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment())
    return store


def codes(store: Engine, on: dt.date | None = None) -> list[str]:
    with reading(store) as session:
        return [
            disagreement.code
            for account in reconcile(session, on=on)
            for disagreement in account.disagreements
        ]


def add(store: Engine, **fields: object) -> None:
    values: dict[str, object] = {
        "encounter_id": encounter(store).id,
        "party": Party.INSURANCE,
        "kind": EntryKind.ADJUSTMENT,
        "amount": Money(-500),
        "key": "by hand",
        "effective_on": dt.date(2026, 10, 1),
        "recorded_at": NOW,
        "provenance": {"reason": "45"},
    }
    with transaction(store) as session:
        session.add(LedgerEntry(**values | fields))


def test_an_account_whose_rows_follow_from_its_claims_agrees(posted: Engine) -> None:
    assert codes(posted) == []


def test_a_claim_that_is_held_is_listed_with_its_reason(store: Engine, tmp_path: Path) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment([Claim(paid="100")]))
    with reading(store) as session:
        (found,) = reconcile(session, "PB-10001")
    assert found.disagreements[0].code == "claim_held"
    assert "claim_unbalanced" in found.disagreements[0].what


def test_a_row_that_no_claim_made_leaves_the_insurers_side_open_from_its_day_on(
    posted: Engine,
) -> None:
    add(posted)
    assert codes(posted) == ["insurance_open"]
    assert codes(posted, dt.date(2026, 9, 30)) == []
    assert codes(posted, dt.date(2026, 10, 1)) == ["insurance_open"]


def test_a_second_charge_disagrees_with_the_account(posted: Engine) -> None:
    add(posted, kind=EntryKind.CHARGE, amount=Money(500))
    assert codes(posted) == ["charge_differs", "insurance_open"]


def test_a_share_that_no_claim_states_is_found(posted: Engine) -> None:
    add(posted, party=Party.PATIENT, kind=EntryKind.TRANSFER, amount=Money(500))
    assert codes(posted) == ["share_differs"]


def test_a_row_that_was_lost_is_found(posted: Engine) -> None:
    with transaction(posted) as session:
        session.query(LedgerEntry).filter_by(kind=EntryKind.INSURANCE_PAYMENT).delete()
    assert codes(posted) == ["row_missing", "insurance_open"]


def test_a_reported_state_that_the_claims_do_not_give_is_found(posted: Engine) -> None:
    with transaction(posted) as session:
        session.execute(update(Encounter).values(disposition="nothing_owed"))
    assert codes(posted) == ["decision_differs"]


def test_a_claim_for_less_than_the_charge_leaves_the_rest_open(
    store: Engine, tmp_path: Path
) -> None:
    take_accounts(store, tmp_path, {"charges": "350.00"})
    take_payments(store, tmp_path, Payment())
    assert codes(store) == ["insurance_open"]


def test_an_unknown_account_is_said_to_be_unknown(posted: Engine) -> None:
    with reading(posted) as session, pytest.raises(UnknownAccount):
        list(reconcile(session, "PB-404"))


def test_what_may_not_be_asked_of_a_protected_member_is_accounted_for(
    store: Engine, tmp_path: Path
) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment([Claim(remarks=("N781",), filing="MB")]))
    assert codes(store) == []

    add(store, amount=Money(-1000))
    assert codes(store) == ["insurance_open"]

    add(store, amount=Money(-2000), key="by hand again")
    assert codes(store) == []


def test_an_account_held_for_a_payment_that_is_missing_says_so(
    store: Engine, tmp_path: Path
) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment([Claim(more=("AMT*F5*20",))]))
    with reading(store) as session:
        ((found,),) = (account.disagreements for account in reconcile(session))
    assert found.code == "decision_differs"
    assert "a payment that a claim tells of" in found.what
