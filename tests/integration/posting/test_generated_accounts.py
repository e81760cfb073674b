"""Through the real importers and a real store: any history balances, explains, reconciles."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, select

from receivables.domain.money import Money
from receivables.services.balances import VisitState, balance_summary
from receivables.services.explanation_text import detail_texts, short_text
from receivables.services.explanations import explain_encounter
from receivables.services.import_eobs import import_eobs
from receivables.services.reconciliation import reconcile
from receivables.store.base import Base
from receivables.store.database import reading, transaction
from receivables.store.tables import LedgerEntry
from tests.account_histories import History, histories
from tests.builders import NOW
from tests.generated_accounts import GeneratedAccount, dollars, generated_accounts
from tests.imports import encounter, ledger, take_accounts, take_payments
from tests.integration.posting.eobs import explanation

MODEST = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def emptied(store: Engine) -> Iterator[Path]:
    with transaction(store) as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(delete(table))
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


EXPLANATIONS = st.fixed_dictionaries(
    {
        "owes": st.sampled_from(("0.00", "10.00", "5000.00")),
        "paid": st.sampled_from(("", "25.00")),
        "status": st.sampled_from(("active", "active", "cancelled")),
        "account": st.sampled_from(("PB-10001", "PB-10001", "PB-2")),
        "created": st.sampled_from(("2026-09-20", "2026-10-01", None)),
    }
)


def take(
    store: Engine, folder: Path, account: GeneratedAccount | History, order: list[int]
) -> None:
    """Import the payments in this order; the account comes in at the place of number -1."""
    row = {
        "charges": dollars(account.charge),
        "patient_payments": dollars(account.patient_paid),
    }
    for number in order:
        if number < 0:
            take_accounts(store, folder, row)
        else:
            take_payments(store, folder, account.payments[number])


def told(store: Engine) -> tuple[object, ...]:
    with reading(store) as session:
        visit = encounter(store)
        explanation = explain_encounter(session, visit.id)
        (found,) = balance_summary(session, visit.guarantor_id).visits
        texts = [short_text(explanation, "es"), *detail_texts(explanation, "en")]
        assert explanation.adds_up or explanation.left is None
        assert explanation.left is None or explanation.left == found.balance
        assert found.state != "payable" or found.balance > Money(0)
        amounts = [(part.kind, part.amount) for part in explanation.parts]
        return found.state, found.balance, explanation.left, amounts, texts


@MODEST
@given(generated_accounts(), st.data())
def test_order_and_repetition_of_imports_change_nothing(
    store: Engine, account: GeneratedAccount, data: st.DataObject
) -> None:
    orders = [-1, *range(len(account.payments))]
    other = data.draw(st.permutations(orders))
    found = []
    for order in (orders, other):
        for folder in emptied(store):
            take(store, folder, account, list(order))
            rows = ledger(store)
            take(store, folder, account, list(order))
            assert ledger(store) == rows
            found.append(told(store))
    assert found[0] == found[1]


@MODEST
@given(generated_accounts())
def test_the_patient_never_owes_more_than_the_share_less_payments_and_all_days_reconcile(
    store: Engine, account: GeneratedAccount
) -> None:
    for folder in emptied(store):
        take(store, folder, account, [-1, *range(len(account.payments))])
        state, balance, *_ = told(store)
        assert isinstance(balance, Money)
        if account.kind == "reversed":
            assert state == "waiting"
        else:
            assert balance == Money(account.share - account.patient_paid)
        with reading(store) as session:
            days = session.scalars(select(LedgerEntry.effective_on).distinct()).all()
            for day in (None, *days):
                assert list(reconcile(session, on=day)) == []


def take_all(
    store: Engine, folder: Path, history: History, evidence: list[dict[str, str]], order: list[int]
) -> None:
    """Import the account, its payments and the insurers' explanations in this order."""
    for place in order:
        if place < len(history.payments):
            take(store, folder, history, [place])
        else:
            said = evidence[place - len(history.payments)]
            import_eobs(store, [explanation(folder, **said)], NOW)


@MODEST
@given(histories(), st.lists(EXPLANATIONS, max_size=3), st.data())
def test_any_history_with_explanations_comes_to_the_same_in_any_order_and_sums(
    store: Engine, history: History, evidence: list[dict[str, str]], data: st.DataObject
) -> None:
    orders = [-1, *range(len(history.payments) + len(evidence))]
    found = []
    for order in (orders, data.draw(st.permutations(orders))):
        for folder in emptied(store):
            take_all(store, folder, history, evidence, list(order))
            rows = ledger(store)
            take_all(store, folder, history, evidence, list(order))
            assert ledger(store) == rows
            found.append(told(store))
    assert found[0] == found[1]

    state, balance, *_ = found[0]
    assert isinstance(balance, Money)
    if state is VisitState.PAYABLE:
        assert balance <= Money(history.shares - history.patient_paid)
