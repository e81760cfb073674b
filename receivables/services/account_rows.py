"""Takes one line of an account extract: new, amended, the same, or refused with a reason.

People's data follow the newest extract. Posted money does not: further patient payments become
a new ledger row; a changed charge or a lower payment total is refused and left to a person.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.domain.accounts import AccountRow
from receivables.domain.money import Money
from receivables.services.account_people import find_guarantor, find_patient, update_guarantor
from receivables.services.clock import organisation_date
from receivables.services.payment_effects import follow_payment
from receivables.services.refusals import NotTaken
from receivables.store.tables import Encounter, EntryKind, LedgerEntry, Party

__all__ = ["Change", "NotTaken", "take_row"]

_BY_HAND = "Compare with the earlier extract; post a correction by hand if this one is right"


class Change(StrEnum):
    """What taking a line did."""

    NEW = "new"
    AMENDED = "amended"
    NONE = "none"


def take_row(session: Session, row: AccountRow, now: dt.datetime) -> Change:
    """Take the line. Raises NotTaken, before anything was changed, when it must not be taken."""
    encounter = session.scalar(select(Encounter).filter_by(account_number=row.account_number))
    if encounter is None:
        _open_account(session, row, now)
        return Change.NEW
    _refuse_other_money(encounter, row)
    further = row.patient_payments - _paid_so_far(session, encounter)
    if further < Money(0):
        raise NotTaken("patient_payments is lower than before", _BY_HAND)
    amended = update_guarantor(session, encounter, row) | _update_visit(encounter, row)
    if further:
        _add_payment(session, encounter, row, further, now)
    return Change.AMENDED if amended or further else Change.NONE


def _open_account(session: Session, row: AccountRow, now: dt.datetime) -> None:
    guarantor = find_guarantor(session, row)
    encounter = Encounter(
        encounter_number=row.encounter_number,
        account_number=row.account_number,
        guarantor_id=guarantor.id,
        patient_id=find_patient(session, guarantor.id, row.patient).id,
        service_date=row.service_date,
        facility=row.facility,
        charge=row.charge,
        payer=row.payer,
    )
    session.add(encounter)
    session.flush()
    owner = Party.INSURANCE if row.payer else Party.PATIENT
    charge = LedgerEntry(
        encounter_id=encounter.id,
        party=owner,
        kind=EntryKind.CHARGE,
        amount=row.charge,
        key=f"charge|{row.account_number}",
        effective_on=row.service_date,
        recorded_at=now,
    )
    session.add(charge)
    if row.patient_payments:
        _add_payment(session, encounter, row, row.patient_payments, now)


def _add_payment(
    session: Session, encounter: Encounter, row: AccountRow, further: Money, now: dt.datetime
) -> None:
    payment = LedgerEntry(
        encounter_id=encounter.id,
        party=Party.PATIENT,
        kind=EntryKind.PATIENT_PAYMENT,
        amount=-further,
        key=f"extract|{row.account_number}|{row.patient_payments}",
        effective_on=organisation_date(now),
        recorded_at=now,
        provenance={"source": "account_extract", "total": str(row.patient_payments)},
    )
    session.add(payment)
    session.flush()
    follow_payment(session, encounter, now)


def _paid_so_far(session: Session, encounter: Encounter) -> Money:
    keys = LedgerEntry.key.startswith(f"extract|{encounter.account_number}|", autoescape=True)
    amounts = session.scalars(
        select(LedgerEntry.amount).where(LedgerEntry.encounter_id == encounter.id, keys)
    )
    return -Money.total(amounts)


def _refuse_other_money(encounter: Encounter, row: AccountRow) -> None:
    if encounter.charge != row.charge:
        raise NotTaken("charges differ from those posted for this account", _BY_HAND)
    if (encounter.payer is None) != (row.payer is None):
        raise NotTaken("the account changes between insured and self-pay", _BY_HAND)
    if encounter.encounter_number != row.encounter_number:
        raise NotTaken("account_number belongs to another encounter", _BY_HAND)


def _update_visit(encounter: Encounter, row: AccountRow) -> bool:
    said = (row.service_date, row.facility, row.payer)
    if (encounter.service_date, encounter.facility, encounter.payer) == said:
        return False
    encounter.service_date, encounter.facility, encounter.payer = said
    return True
