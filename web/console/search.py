"""Looking for a person; what is looked for stands in no address."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response

from receivables.domain.acts import Act
from receivables.services.audit_trail import record_act
from receivables.services.search import MOST_FOUND, find_people
from receivables.store.database import transaction
from web.console.desk import AtDesk
from web.console.staff import may
from web.rendering import page

router = APIRouter(prefix="/search", dependencies=[may(Act.SEARCH)])


@router.post("")
def search(desk: AtDesk, words: Annotated[str, Form(max_length=100)] = "") -> Response:
    """Those whose name, phone or account number was asked for."""
    with transaction(desk.store) as session:
        found = find_people(session, words)
        record_act(session, desk.staff.id, Act.SEARCH, desk.now, details={"found": len(found)})
        return page(
            desk.request,
            "console/search.html",
            staff=desk.staff,
            found=found,
            words=words,
            most=MOST_FOUND,
        )
