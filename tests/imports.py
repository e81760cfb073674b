"""Importing synthetic files in tests."""

from __future__ import annotations

import csv
from pathlib import Path

from sqlalchemy import Engine, select

from receivables.importers.accounts import COLUMNS
from receivables.services.import_accounts import import_accounts
from receivables.services.import_remittances import import_remittances
from receivables.services.import_report import ImportReport
from receivables.store.database import transaction
from receivables.store.tables import Encounter, LedgerEntry
from tests.builders import NOW
from tests.remittances import Payment, file_of

ROW = {
    "guarantor": "Rosa Delgado",
    "patient": "Rosa Delgado",
    "phone": "+12165550123",
    "date_of_birth": "1986-04-17",
    "zip": "44107",
    "language": "en",
    "encounter": "V-10001",
    "service_date": "2026-07-14",
    "facility": "Lakeside Clinic",
    "account_number": "PB-10001",
    "charges": "200.00",
    "payer": "Rushmore Life",
    "patient_payments": "0.00",
}


def take_accounts(store: Engine, folder: Path, *rows: dict[str, str]) -> ImportReport:
    """Import an extract of these lines; what a line leaves out is that of ROW."""
    path = folder / "accounts.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(ROW | row for row in rows or [{}])
    return import_accounts(store, path, NOW)


def take_payments(store: Engine, folder: Path, *payments: Payment) -> ImportReport:
    """Import an 835 of these payments."""
    path = folder / "remittance.835"
    path.write_bytes(file_of(*payments))
    return import_remittances(store, [path], NOW)


def encounter(store: Engine, account_number: str = "PB-10001") -> Encounter:
    """The visit of an account, with its people loaded."""
    with transaction(store) as session:
        found = session.scalars(select(Encounter).filter_by(account_number=account_number)).one()
        assert found.guarantor.patients
        return found


def ledger(store: Engine) -> list[tuple[str, str]]:
    """Key and amount of every row, in the order of writing."""
    with transaction(store) as session:
        rows = session.scalars(select(LedgerEntry).order_by(LedgerEntry.id))
        return [(row.key, str(row.amount)) for row in rows]
