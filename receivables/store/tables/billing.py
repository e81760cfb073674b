"""Encounters and the append-only ledger."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from receivables.domain.money import Money
from receivables.store.base import Base
from receivables.store.tables.people import Guarantor, Patient


class Encounter(Base):
    """One visit, billed under one account number (the CLP01 of every claim for it).

    `disposition` and `reasons` are what its claims decide together; None before the first one.
    """

    __tablename__ = "encounter"

    id: Mapped[int] = mapped_column(primary_key=True)
    encounter_number: Mapped[str] = mapped_column(unique=True)
    account_number: Mapped[str] = mapped_column(unique=True)
    guarantor_id: Mapped[int] = mapped_column(ForeignKey("guarantor.id"), index=True)
    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"))
    service_date: Mapped[dt.date]
    facility: Mapped[str]
    charge: Mapped[Money]
    payer: Mapped[str | None]
    disposition: Mapped[str | None]
    reasons: Mapped[list[Any]] = mapped_column(default=list)

    guarantor: Mapped[Guarantor] = relationship()
    patient: Mapped[Patient] = relationship()


class Party(StrEnum):
    """Whose money an entry moves. Patients' and insurers' balances are never one number."""

    INSURANCE = "insurance"
    PATIENT = "patient"


class EntryKind(StrEnum):
    """What an entry records."""

    CHARGE = "charge"
    INSURANCE_PAYMENT = "insurance_payment"
    ADJUSTMENT = "adjustment"
    TRANSFER = "transfer"
    PATIENT_PAYMENT = "patient_payment"
    REFUND = "refund"


class LedgerEntry(Base):
    """One movement on an encounter; rows are only ever added.

    A positive amount raises what the party owes, a negative one lowers it. `key` names the fact
    the row records, so that recording it twice is refused by the database. A correction is a new
    row whose `corrects_id` names the row it undoes.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (Index("ix_ledger_entry_encounter_party", "encounter_id", "party"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    encounter_id: Mapped[int] = mapped_column(ForeignKey("encounter.id"))
    party: Mapped[Party]
    kind: Mapped[EntryKind]
    amount: Mapped[Money]
    key: Mapped[str] = mapped_column(unique=True)
    effective_on: Mapped[dt.date]
    recorded_at: Mapped[dt.datetime]
    claim_record_id: Mapped[int | None] = mapped_column(ForeignKey("claim_record.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.id"))
    provenance: Mapped[dict[str, Any]] = mapped_column(default=dict)
