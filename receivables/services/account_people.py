"""Finds the people of an extract's line, and follows corrections without mixing people up."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.domain.accounts import AccountRow
from receivables.services.refusals import NotTaken
from receivables.store.tables import Encounter, Guarantor, Patient


def find_guarantor(session: Session, row: AccountRow) -> Guarantor:
    """The guarantor of that name, date of birth and phone; made when there is none.

    People who differ in one of the three stay apart: to merge two would show one the other's
    bills.
    """
    found = _same_person(session, row)
    if found is None:
        found = Guarantor(
            name=row.guarantor,
            phone=row.phone,
            date_of_birth=row.date_of_birth,
            zip_code=row.zip_code,
            language=row.language,
        )
        session.add(found)
        session.flush()
    return found


def find_patient(session: Session, guarantor_id: int, name: str) -> Patient:
    """The guarantor's patient of that name; made when there is none."""
    found = session.scalar(select(Patient).filter_by(guarantor_id=guarantor_id, name=name))
    if found is None:
        found = Patient(guarantor_id=guarantor_id, name=name)
        session.add(found)
        session.flush()
    return found


def update_guarantor(session: Session, encounter: Encounter, row: AccountRow) -> bool:
    """Follow the line's corrections of the account's people; True when something changed.

    One of name, date of birth and phone may be corrected at a time. Raises NotTaken when two
    differ, or when the new name is another person's: the account must not change hands unseen.
    """
    guarantor = session.get_one(Guarantor, encounter.guarantor_id)
    known = (guarantor.name, guarantor.date_of_birth, guarantor.phone)
    said = (row.guarantor, row.date_of_birth, row.phone)
    other = _same_person(session, row)
    differing = sum(old != new for old, new in zip(known, said, strict=True))
    if differing > 1 or (other is not None and guarantor.name != row.guarantor):
        raise NotTaken(
            "the account belongs to another guarantor",
            "Check account_number; an account changes hands only by a person's decision",
        )
    if other is not None and other.id != guarantor.id:
        encounter.guarantor_id, guarantor, moved = other.id, other, True
    else:
        guarantor.name, guarantor.date_of_birth, guarantor.phone = said
        moved = known != said
    patient = find_patient(session, guarantor.id, row.patient)
    changed = moved | (patient.id != encounter.patient_id)
    changed |= (guarantor.zip_code, guarantor.language) != (row.zip_code, row.language)
    encounter.patient_id = patient.id
    guarantor.zip_code, guarantor.language = row.zip_code, row.language
    return changed


def _same_person(session: Session, row: AccountRow) -> Guarantor | None:
    return session.scalar(
        select(Guarantor).filter_by(
            name=row.guarantor, date_of_birth=row.date_of_birth, phone=row.phone
        )
    )
