"""The latest of the audit trail, for supervisors."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from receivables.domain.acts import Act
from receivables.services.audit_trail import latest_acts, record_act
from receivables.services.staff import all_staff
from receivables.store.database import reading, transaction
from web.console.staff import AtWork, may
from web.dependencies import Now, Store
from web.rendering import page

router = APIRouter(prefix="/trail", dependencies=[may(Act.SEE_AUDIT_TRAIL)])


@router.get("")
def trail(request: Request, staff: AtWork, store: Store, now: Now) -> Response:
    """Who opened and did what, newest first. Looking at it is written down too."""
    with transaction(store) as session:
        record_act(session, staff.id, Act.SEE_AUDIT_TRAIL, now)
    with reading(store) as session:
        names = {account.id: account.name for account in all_staff(session)}
        acts = latest_acts(session)
        return page(request, "console/trail.html", staff=staff, acts=acts, names=names)
