"""What a patient's link shows, by the kind of its document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import HTTPException, Request, Response
from sqlalchemy.orm import Session

from receivables.domain.explanation import Explanation
from receivables.domain.patient_documents import PatientDocument
from receivables.services.arrangements import active_arrangement
from receivables.services.balances import balance_summary
from receivables.services.explanation_text import detail_texts
from receivables.services.explanations import explain_encounter
from receivables.services.itemized_bills import itemized_bill
from receivables.store.tables import (
    ArrangementState,
    Encounter,
    PaymentArrangement,
    PortalLink,
    WorkItem,
)
from web.rendering import page
from web.waterfall import Row, waterfall


@dataclass(frozen=True, slots=True)
class ShownVisit:
    """A visit's explanation, its picture, and what is told where there is none."""

    explanation: Explanation
    rows: tuple[Row, ...]
    told: str


def show_document(request: Request, session: Session, link: PortalLink) -> Response:
    """The page of a link whose owner has proved who they are."""
    document = PatientDocument(link.document)
    values = _SHOWN[document](session, link)
    return page(request, f"portal/{document.value}.html", language=link.language, **values)


def _bill(session: Session, link: PortalLink) -> dict[str, Any]:
    return {"visit": _visit(session, link.subject_id, link.language)}


def _account(session: Session, link: PortalLink) -> dict[str, Any]:
    summary = balance_summary(session, link.guarantor_id)
    visits = [_visit(session, one.encounter_id, link.language) for one in summary.visits]
    agreed = active_arrangement(session, link.guarantor_id)
    return {"total": summary.total, "visits": visits, "arrangement": agreed}


def _itemized_bill(session: Session, link: PortalLink) -> dict[str, Any]:
    bill = itemized_bill(session, session.get_one(Encounter, link.subject_id))
    if bill is None:  # a later claim no longer adds up
        raise HTTPException(404)
    return {"bill": bill}


def _plan_terms(session: Session, link: PortalLink) -> dict[str, Any]:
    agreed = session.get_one(PaymentArrangement, link.subject_id)
    waits = agreed.state is ArrangementState.AWAITING_DISCLOSURE
    return {"arrangement": agreed, "waits": waits}


def _insurer_letter(session: Session, link: PortalLink) -> dict[str, Any]:
    item = session.get_one(WorkItem, link.subject_id)
    return {"letter": str(item.details["draft"])}


def _visit(session: Session, encounter_id: int, language: str) -> ShownVisit:
    explanation = explain_encounter(session, encounter_id)
    told = " ".join(detail_texts(explanation, language))
    return ShownVisit(explanation, waterfall(explanation, language), told)


_SHOWN: Mapping[PatientDocument, Callable[[Session, PortalLink], dict[str, Any]]] = {
    PatientDocument.BILL: _bill,
    PatientDocument.ITEMIZED_BILL: _itemized_bill,
    PatientDocument.PLAN_TERMS: _plan_terms,
    PatientDocument.INSURER_LETTER: _insurer_letter,
    PatientDocument.ACCOUNT: _account,
}
