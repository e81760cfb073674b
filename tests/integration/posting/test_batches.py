"""A payment of more claims than one transaction takes: accounts that stand in several of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from receivables.domain.money import Money
from receivables.services import import_remittances
from receivables.services.balances import balance_summary
from receivables.services.reconciliation import reconcile
from receivables.store.database import reading
from tests.imports import encounter, ledger, take_accounts, take_payments
from tests.remittances import Claim, Payment

ACCOUNTS = 12


def histories() -> list[Claim]:
    """Each account paid, taken back and corrected, in one payment; each step after all others."""
    shares = (("CO", "45", "50"), ("PR", "1", "30"))
    back = (("CO", "45", "-50"), ("PR", "1", "-30"))
    right = (("CO", "45", "50"), ("PR", "1", "10"))
    steps = [("200", "120", shares, "1"), ("-200", "-120", back, "22"), ("200", "140", right, "1")]
    return [
        Claim(charge, paid, parts, status=status, account=f"PB-{n}", number=f"ICN{n}")
        for charge, paid, parts, status in steps
        for n in range(ACCOUNTS)
    ]


@pytest.mark.parametrize("size", [1, 5, 500])
def test_an_account_in_several_transactions_comes_to_the_same_as_in_one(
    store: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(import_remittances, "_CLAIMS_A_TIME", size)
    rows = [{"account_number": f"PB-{n}", "encounter": f"V-{n}"} for n in range(ACCOUNTS)]
    take_accounts(store, tmp_path, *rows)

    report = take_payments(store, tmp_path, Payment(histories()))
    assert (report.taken, report.succeeded) == (3 * ACCOUNTS, True)
    with reading(store) as session:
        owner = encounter(store, "PB-0").guarantor_id
        balances = [visit.balance for visit in balance_summary(session, owner).visits]
        assert list(reconcile(session)) == []
    assert balances == [Money(1000)] * ACCOUNTS

    written = ledger(store)
    again = take_payments(store, tmp_path, Payment(histories()))
    assert (again.taken, again.unchanged) == (0, 3 * ACCOUNTS)
    assert ledger(store) == written
