"""A card payment of a caller makes good what an account was held for, once the carrier tells."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, select

from receivables.domain.money import Money
from receivables.services.balances import VisitState, balance_summary
from receivables.services.card_payments import settle_payment
from receivables.services.import_eobs import import_eobs
from receivables.store.database import reading, transaction
from receivables.store.tables import CardPayment, EntryKind, LedgerEntry, PhoneCall
from tests.builders import NOW, add_conversation
from tests.imports import encounter, take_accounts, take_payments
from tests.integration.posting.eobs import explanation
from tests.remittances import Claim, Payment


def test_an_account_held_for_the_payment_an_explanation_knows_is_decided_again(
    store: Engine, tmp_path: Path
) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment())
    payment = _asked(store, Money(2000))
    import_eobs(store, [explanation(tmp_path, "30.00", paid="20.00")], NOW)
    assert _state(store) == (VisitState.HELD, Money(0))

    for _ in range(2):
        _settle(store, payment)
        assert _state(store) == (VisitState.PAYABLE, Money(1000))
    assert _paid(store) == [Money(-2000)]


def test_so_is_one_held_for_a_payment_that_its_claim_tells_of(
    store: Engine, tmp_path: Path
) -> None:
    take_accounts(store, tmp_path)
    payment = _asked(store, Money(3000))
    take_payments(store, tmp_path, Payment([Claim(more=("AMT*F5*30",))]))
    assert _state(store) == (VisitState.HELD, Money(0))

    _settle(store, payment)
    assert _state(store) == (VisitState.PAID, Money(0))


def test_a_payment_of_less_leaves_it_held_and_in_the_ledger(store: Engine, tmp_path: Path) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment())
    payment = _asked(store, Money(1500))
    import_eobs(store, [explanation(tmp_path, "30.00", paid="20.00")], NOW)

    _settle(store, payment)
    assert _state(store) == (VisitState.HELD, Money(0))
    assert _paid(store) == [Money(-1500)]


def _asked(store: Engine, amount: Money) -> int:
    guarantor_id = encounter(store).guarantor_id
    with transaction(store) as session:
        conversation = add_conversation(session)
        call = PhoneCall(call_sid="CA1", conversation_id=conversation.id, started_at=NOW)
        session.add(call)
        session.flush()
        payment = CardPayment(
            call_sid=call.call_sid, guarantor_id=guarantor_id, amount=amount, asked_at=NOW
        )
        session.add(payment)
        session.flush()
        return payment.id


def _settle(store: Engine, payment_id: int) -> None:
    with transaction(store) as session:
        settle_payment(session, payment_id, "success", "ch_1", NOW)


def _state(store: Engine) -> tuple[VisitState, Money]:
    with reading(store) as session:
        (visit,) = balance_summary(session, encounter(store).guarantor_id).visits
    return visit.state, visit.balance


def _paid(store: Engine) -> list[Money]:
    with reading(store) as session:
        rows = select(LedgerEntry.amount).where(LedgerEntry.kind == EntryKind.PATIENT_PAYMENT)
        return list(session.scalars(rows))
