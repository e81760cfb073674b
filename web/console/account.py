"""One guarantor's account: visits, each with the picture of its bill, and what was agreed."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from receivables.services.account_views import record_view
from receivables.services.arrangements import active_arrangement, record_disclosure
from receivables.services.consents import last_refusal
from receivables.services.staff_cards import account_card
from receivables.store.database import reading, transaction
from receivables.store.tables import Guarantor
from web.console.staff import AtWork, Posting
from web.dependencies import Now, Store
from web.rendering import page

router = APIRouter(prefix="/accounts")


@router.get("/{guarantor_id}")
def account(request: Request, guarantor_id: int, staff: AtWork, store: Store, now: Now) -> Response:
    """The account's page. Opening it is written down."""
    with transaction(store) as session:
        if session.get(Guarantor, guarantor_id) is None:
            raise HTTPException(404, "There is no such account.")
        record_view(session, staff.id, "open_account", now, guarantor_id=guarantor_id)
    with reading(store) as session:
        card = account_card(session, guarantor_id)
        refusal = last_refusal(session, card.guarantor.phone, "sms")
        return page(
            request, "console/account.html", staff=staff, now=now, account=card, refusal=refusal
        )


@router.post("/{guarantor_id}/disclosure")
def disclosed(guarantor_id: int, staff: Posting, store: Store, now: Now) -> Response:
    """The written terms of the arrangement went out: it is active."""
    with transaction(store) as session:
        arrangement = active_arrangement(session, guarantor_id)
        if arrangement is not None:
            record_disclosure(session, arrangement, now)
            record_view(session, staff.id, "record_disclosure", now, guarantor_id=guarantor_id)
    return RedirectResponse(f"/console/accounts/{guarantor_id}", status_code=303)
