"""Files that come again: cut first and whole later, wrong first and corrected later."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from receivables.domain.money import Money
from receivables.services.balances import VisitState, balance_summary
from receivables.services.import_remittances import import_remittances
from receivables.services.reconciliation import reconcile
from receivables.store.database import reading
from receivables.store.tables import ClaimRecord, RemittancePayment, WorkItem
from tests.builders import NOW
from tests.imports import encounter, take_accounts
from tests.remittances import Claim, Payment, file_of

OTHER = Claim(account="PB-2", number="ICN2")
WHOLE = file_of(Payment([Claim(), OTHER], provider_adjustments=[("WO", "10")]))
CUT = WHOLE[: WHOLE.index(b"CAS*PR", WHOLE.index(b"PB-2"))]
WRONG = WHOLE.replace(b"BPR*I*230", b"BPR*I*200")


@pytest.fixture
def accounts(store: Engine, tmp_path: Path) -> Engine:
    take_accounts(store, tmp_path, {}, {"account_number": "PB-2", "encounter": "V-2"})
    return store


def take(store: Engine, folder: Path, data: bytes) -> bool:
    path = folder / "again.835"
    path.write_bytes(data)
    return import_remittances(store, [path], NOW).succeeded


def states(store: Engine) -> dict[str, tuple[VisitState, Money | None]]:
    with reading(store) as session:
        visits = balance_summary(session, encounter(store).guarantor_id).visits
        assert not list(reconcile(session))
    return {visit.account_number: (visit.state, visit.balance) for visit in visits}


OWED = dict.fromkeys(("PB-10001", "PB-2"), (VisitState.PAYABLE, Money(3000)))


def test_a_file_that_was_cut_says_so_and_is_made_good_by_the_whole_one(
    accounts: Engine, tmp_path: Path
) -> None:
    assert not take(accounts, tmp_path, CUT)
    with reading(accounts) as session:
        assert session.scalars(select(RemittancePayment.balances)).one() is None
        assert session.scalars(select(WorkItem)).all() == []

    assert take(accounts, tmp_path, WHOLE)
    assert states(accounts) == OWED
    with reading(accounts) as session:
        assert session.scalars(select(RemittancePayment.balances)).one() is True
        assert session.scalars(select(WorkItem.kind)).all() == ["payer_takeback"]


def test_a_payment_that_did_not_balance_posts_once_the_payer_sent_it_right(
    accounts: Engine, tmp_path: Path
) -> None:
    assert not take(accounts, tmp_path, WRONG)
    with reading(accounts) as session:
        visits = balance_summary(session, encounter(accounts).guarantor_id).visits
    assert {visit.state for visit in visits} == {VisitState.HELD}

    assert take(accounts, tmp_path, WHOLE)
    assert states(accounts) == OWED


@pytest.mark.parametrize("order", list(permutations((CUT, WRONG, WHOLE))))
def test_cut_wrong_and_right_in_any_order_come_to_the_same(
    accounts: Engine, tmp_path: Path, order: tuple[bytes, ...]
) -> None:
    for data in order:
        take(accounts, tmp_path, data)

    assert states(accounts) == OWED
    with reading(accounts) as session:
        assert len(session.scalars(select(RemittancePayment)).all()) == 1
        assert len(session.scalars(select(ClaimRecord)).all()) == 3
