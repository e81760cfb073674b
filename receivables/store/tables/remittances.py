"""Remittances as they came in, and what was decided about each claim."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from receivables.domain.money import Money
from receivables.store.base import Base


class RemittancePayment(Base):
    """One payment of a payer (an 835 transaction, ST to SE). Unique by payer and trace."""

    __tablename__ = "remittance_payment"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    payer: Mapped[str]
    trace: Mapped[str]
    paid_on: Mapped[dt.date | None]
    amount: Mapped[Money | None]
    balances: Mapped[bool | None]
    file_name: Mapped[str]
    imported_at: Mapped[dt.datetime]
    provider_adjustments: Mapped[list[Any]] = mapped_column(default=list)
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)

    claims: Mapped[list[ClaimRecord]] = relationship(back_populates="payment")


class ClaimState(StrEnum):
    """Where a claim stands with us: without an account, in the ledger as far as it moves money,
    or not trusted and left to a person."""

    WAITING_FOR_ACCOUNT = "waiting_for_account"
    POSTED = "posted"
    HELD = "held"


class ClaimRecord(Base):
    """One CLP as received (`content`, exact strings) and the decision taken on it.

    `effective_on` is the date of the payment, else of the import; `position` its place in it.
    """

    __tablename__ = "claim_record"
    __table_args__ = (Index("ix_claim_record_state_account", "state", "account_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    payment_id: Mapped[int] = mapped_column(ForeignKey("remittance_payment.id"), index=True)
    account_number: Mapped[str] = mapped_column(index=True)
    payer_claim_number: Mapped[str | None]
    status: Mapped[str | None]
    state: Mapped[ClaimState]
    disposition: Mapped[str]
    reasons: Mapped[list[Any]]
    patient_owes: Mapped[Money | None]
    content: Mapped[dict[str, Any]]
    position: Mapped[int]
    effective_on: Mapped[dt.date]

    payment: Mapped[RemittancePayment] = relationship(back_populates="claims")


class ExplanationRecord(Base):
    """One explanation of benefit (FHIR): evidence of what the patient owes at most.

    `patient_owes` is what is left after `patient_paid`, which the patient paid by the insurer's
    account; both are None where it says nothing sure. `made_on` is the day the insurer made it,
    `replaces` are the numbers of those in whose place it stands. `account_numbers` are several
    where two versions of one day do not agree on the account.
    """

    __tablename__ = "explanation_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    payer: Mapped[str]
    accounts: Mapped[list[ExplanationAccount]] = relationship(
        cascade="all, delete-orphan", order_by="ExplanationAccount.account_number"
    )
    account_numbers: AssociationProxy[list[str]] = association_proxy(
        "accounts",
        "account_number",
        creator=lambda number: ExplanationAccount(account_number=number),
    )
    disposition: Mapped[str]
    reasons: Mapped[list[Any]]
    patient_owes: Mapped[Money | None]
    patient_paid: Mapped[Money | None]
    made_on: Mapped[dt.date | None]
    replaces: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    file_name: Mapped[str]
    imported_at: Mapped[dt.datetime]


class ExplanationAccount(Base):
    """An account that an explanation is evidence for."""

    __tablename__ = "explanation_account"

    explanation_id: Mapped[int] = mapped_column(
        ForeignKey("explanation_record.id"), primary_key=True
    )
    account_number: Mapped[str] = mapped_column(primary_key=True, index=True)
