"""Payments by card in a call: asked for once, written to the ledger once."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.domain.money import ZERO, Money
from receivables.policy.payment_allocation import allocate
from receivables.services.balances import VisitState, balance_summary
from receivables.services.clock import organisation_date
from receivables.services.identity import verified_guarantor
from receivables.services.payment_effects import follow_payment
from receivables.services.work_items import close_work_item, open_work_item
from receivables.store.tables import (
    CardPayment,
    CardPaymentState,
    Encounter,
    EntryKind,
    LedgerEntry,
    Party,
    PhoneCall,
)

UNKNOWN_WORK = "card_payment_unknown"
PAID = "success"


def payable_now(session: Session, conversation_id: str, now: dt.datetime) -> Money:
    """What the caller may pay now: all that they owe, once verified; zero else."""
    guarantor = verified_guarantor(session, conversation_id, now)
    return balance_summary(session, guarantor.id).total if guarantor is not None else ZERO


def ask_for_payment(
    session: Session, call: PhoneCall, now: dt.datetime, amount: Money | None = None
) -> CardPayment | None:
    """Begin a payment of an amount, else of all that the caller owes; None when so much may not be
    asked for."""
    guarantor = verified_guarantor(session, call.conversation_id, now)
    owed = payable_now(session, call.conversation_id, now)
    amount = owed if amount is None else amount
    if guarantor is None or not ZERO < amount <= owed:
        return None
    payment = CardPayment(
        call_sid=call.call_sid,
        guarantor_id=guarantor.id,
        amount=amount,
        state=CardPaymentState.ASKED,
        asked_at=now,
    )
    session.add(payment)
    session.flush()
    return payment


def settle_payment(
    session: Session, payment_id: int, result: str, confirmation: str, now: dt.datetime
) -> CardPayment:
    """What the carrier tells of a payment, in its words; the ledger has it once, however often it
    is told. Raises NoResultFound for an unknown id."""
    payment = session.get_one(CardPayment, payment_id, with_for_update=True, populate_existing=True)
    if payment.state in (CardPaymentState.PAID, CardPaymentState.FAILED):
        return payment
    payment.result, payment.settled_at = result[:40], now
    if result != PAID:
        payment.state = CardPaymentState.FAILED
    else:
        payment.state, payment.confirmation = CardPaymentState.PAID, confirmation[:64] or None
        _post(session, payment, now)
    close_work_item(session, UNKNOWN_WORK, _request(payment), now)
    return payment


def leave_unsettled(session: Session, call: PhoneCall, now: dt.datetime) -> None:
    """The call is over: a payment that nothing was told of is for a person to look up."""
    wanted = select(CardPayment).filter_by(call_sid=call.call_sid, state=CardPaymentState.ASKED)
    for payment in session.scalars(wanted):
        payment.state = CardPaymentState.UNKNOWN
        open_work_item(
            session,
            UNKNOWN_WORK,
            {"amount": str(payment.amount)},
            _request(payment),
            now,
            guarantor_id=payment.guarantor_id,
            conversation_id=call.conversation_id,
        )


def _post(session: Session, payment: CardPayment, now: dt.datetime) -> None:
    visits = balance_summary(session, payment.guarantor_id).visits
    owed = {
        visit.encounter_id: visit.balance if visit.state is VisitState.PAYABLE else ZERO
        for visit in reversed(visits)  # the oldest first
    }
    for encounter_id, part in allocate(payment.amount, owed).items():
        visit = session.get_one(Encounter, encounter_id, with_for_update=True)
        session.add(
            LedgerEntry(
                encounter_id=encounter_id,
                party=Party.PATIENT,
                kind=EntryKind.PATIENT_PAYMENT,
                amount=-part,
                key=f"card|{payment.id}|{visit.account_number}",
                effective_on=organisation_date(now),
                recorded_at=now,
                claim_record_id=None,
                corrects_id=None,
                provenance={"source": "card by telephone", "card_payment": payment.id},
            )
        )
        session.flush()
        follow_payment(session, visit, now)


def _request(payment: CardPayment) -> str:
    return f"card-payment-{payment.id}"
