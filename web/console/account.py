"""One guarantor's account: visits, each with the picture of its bill, and what was agreed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from receivables.domain.acts import Act
from receivables.services.arrangements import active_arrangement, record_disclosure
from receivables.services.audit_trail import record_act
from receivables.services.consents import last_refusal
from receivables.services.handoff_steps import NotAllowed
from receivables.services.itemized_bills import itemized_bill
from receivables.services.itemized_in_call import KIND
from receivables.services.patient_documents import documents_on_file
from receivables.services.refunds import record_refund
from receivables.services.staff_cards import account_card
from receivables.services.validation_notices import notice_standing
from receivables.store.database import reading, transaction
from receivables.store.tables import Encounter, Guarantor
from web.console.staff import AtWork, Posting, may
from web.dependencies import Now, Store
from web.rendering import page

router = APIRouter(prefix="/accounts", dependencies=[may(Act.OPEN_ACCOUNT)])


@router.post("/{guarantor_id}/refund", dependencies=[may(Act.RECORD_REFUND)])
def refunded(
    guarantor_id: int,
    staff: Posting,
    store: Store,
    now: Now,
    encounter_id: Annotated[int, Form()],
) -> Response:
    """A visit's credit was paid back: the ledger says so."""
    try:
        with transaction(store) as session:
            record_refund(session, guarantor_id, encounter_id, now)
            visit = {"encounter": encounter_id}
            record_act(session, staff.id, Act.RECORD_REFUND, now, None, guarantor_id, details=visit)
    except NotAllowed as problem:
        raise HTTPException(400, str(problem)) from None
    return RedirectResponse(f"/console/accounts/{guarantor_id}", status_code=303)


@router.get("/{guarantor_id}")
def account(request: Request, guarantor_id: int, staff: AtWork, store: Store, now: Now) -> Response:
    """The account's page. Opening it is written down."""
    with transaction(store) as session:
        if session.get(Guarantor, guarantor_id) is None:
            raise HTTPException(404, "There is no such account.")
        record_act(session, staff.id, Act.OPEN_ACCOUNT, now, guarantor_id=guarantor_id)
    with reading(store) as session:
        card = account_card(session, guarantor_id)
        refusal = last_refusal(session, card.guarantor.phone, "sms")
        return page(
            request,
            "console/account.html",
            staff=staff,
            now=now,
            account=card,
            refusal=refusal,
            notice=notice_standing(session, guarantor_id, now),
            itemized=[
                one for one in documents_on_file(session, guarantor_id) if one.document is KIND
            ],
        )


@router.get("/{guarantor_id}/itemized/{visit_id}", dependencies=[may(Act.OPEN_DOCUMENT)])
def itemized(
    request: Request, guarantor_id: int, visit_id: int, staff: AtWork, store: Store, now: Now
) -> Response:
    """The itemized bill of a visit as the person's own page has it, to be printed and mailed."""
    with transaction(store) as session:
        visit = session.get(Encounter, visit_id)
        theirs = visit is not None and visit.guarantor_id == guarantor_id
        bill = itemized_bill(session, visit) if visit is not None and theirs else None
        if bill is None:
            raise HTTPException(404, "There is no such itemized bill.")
        details: dict[str, str | int] = {"document": KIND.value, "encounter": visit_id}
        record_act(session, staff.id, Act.OPEN_DOCUMENT, now, None, guarantor_id, details)
        language = bill.visit.guarantor.language
        return page(request, "portal/itemized_bill.html", language=language, bill=bill)


@router.post("/{guarantor_id}/disclosure", dependencies=[may(Act.RECORD_DISCLOSURE)])
def disclosed(guarantor_id: int, staff: Posting, store: Store, now: Now) -> Response:
    """The written terms of the arrangement went out: it is active."""
    with transaction(store) as session:
        arrangement = active_arrangement(session, guarantor_id)
        if arrangement is not None:
            record_disclosure(session, arrangement, now)
            record_act(session, staff.id, Act.RECORD_DISCLOSURE, now, guarantor_id=guarantor_id)
    return RedirectResponse(f"/console/accounts/{guarantor_id}", status_code=303)
