"""Which documents of a person the house keeps: what may be sent to them, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.domain.patient_documents import PatientDocument
from receivables.services.arrangements import active_arrangement
from receivables.services.itemized_bills import itemized_bill
from receivables.store.tables import Encounter, WorkItem

_LETTERS = ("appeal", "corrected_claim")


@dataclass(frozen=True, slots=True)
class OnFile:
    """A document of a person; `about` tells it from others of its kind (an account number)."""

    document: PatientDocument
    subject_id: int
    about: str = ""


def documents_on_file(session: Session, guarantor_id: int) -> list[OnFile]:
    """Everything that may be sent to a person, of themselves alone."""
    return [
        OnFile(PatientDocument.ACCOUNT, guarantor_id),
        *_of_visits(session, guarantor_id),
        *_of_arrangement(session, guarantor_id),
        *_letters(session, guarantor_id),
    ]


def _of_visits(session: Session, guarantor_id: int) -> Iterator[OnFile]:
    theirs = select(Encounter).filter_by(guarantor_id=guarantor_id)
    for visit in session.scalars(theirs.order_by(Encounter.service_date.desc())):
        yield OnFile(PatientDocument.BILL, visit.id, visit.account_number)
        if itemized_bill(session, visit) is not None:
            yield OnFile(PatientDocument.ITEMIZED_BILL, visit.id, visit.account_number)


def _of_arrangement(session: Session, guarantor_id: int) -> Iterator[OnFile]:
    agreed = active_arrangement(session, guarantor_id)
    if agreed is not None:
        yield OnFile(PatientDocument.PLAN_TERMS, agreed.id)


def _letters(session: Session, guarantor_id: int) -> Iterator[OnFile]:
    letters = select(WorkItem).where(
        WorkItem.guarantor_id == guarantor_id, WorkItem.kind.in_(_LETTERS)
    )
    for item in session.scalars(letters.order_by(WorkItem.id.desc())):
        if item.details.get("draft"):
            yield OnFile(PatientDocument.INSURER_LETTER, item.id, item.details.get("insurer") or "")
