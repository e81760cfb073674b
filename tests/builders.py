"""Small builders of synthetic people and bills. Names invented, phone numbers 555-01xx."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.domain.money import Money
from receivables.store.tables import (
    Conversation,
    Encounter,
    EntryKind,
    Guarantor,
    LedgerEntry,
    Party,
    Patient,
)

NOW = dt.datetime(2026, 11, 23, 15, 0, tzinfo=dt.UTC)


def add_guarantor(session: Session, **fields: object) -> Guarantor:
    """A guarantor with defaults for all that is not said."""
    values: dict[str, object] = {
        "name": "Rosa Delgado",
        "phone": "+12165550123",
        "date_of_birth": dt.date(1986, 4, 17),
        "zip_code": "44107",
        "language": "en",
    }
    guarantor = Guarantor(**values | fields)
    session.add(guarantor)
    session.flush()
    return guarantor


def add_encounter(
    session: Session, guarantor: Guarantor, account_number: str = "PB-10001", **fields: object
) -> Encounter:
    """A visit of the guarantor as their own patient, with defaults for all that is not said."""
    patient = session.query(Patient).filter_by(guarantor_id=guarantor.id).first()
    if patient is None:
        patient = Patient(guarantor_id=guarantor.id, name=guarantor.name)
        session.add(patient)
        session.flush()
    values: dict[str, object] = {
        "encounter_number": f"E-{account_number}",
        "service_date": dt.date(2026, 9, 14),
        "facility": "Lakeside Clinic",
        "charge": Money(80000),
        "payer": "Rushmore Life",
    }
    encounter = Encounter(
        account_number=account_number,
        guarantor_id=guarantor.id,
        patient_id=patient.id,
        **values | fields,
    )
    session.add(encounter)
    session.flush()
    return encounter


def add_conversation(
    session: Session, phone: str = "+12165550123", **fields: object
) -> Conversation:
    """A text conversation with the number."""
    values: dict[str, object] = {
        "id": f"c-{phone[-4:]}",
        "channel": "sms",
        "phone": phone,
        "our_number": "+12165550100",
        "language": "en",
        "created_at": NOW,
    }
    conversation = Conversation(**values | fields)
    session.add(conversation)
    session.flush()
    return conversation


def add_payment(session: Session, guarantor_id: int, amount: Money, paid: dt.datetime) -> None:
    """A payment of the patient towards one of a guarantor's visits."""
    visit = session.scalars(select(Encounter).filter_by(guarantor_id=guarantor_id)).first()
    assert visit is not None
    session.add(
        LedgerEntry(
            encounter_id=visit.id,
            party=Party.PATIENT,
            kind=EntryKind.PATIENT_PAYMENT,
            amount=-amount,
            key="paid|1",
            effective_on=paid.date(),
            recorded_at=paid,
        )
    )
