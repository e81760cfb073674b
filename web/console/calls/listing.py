"""Whom to call: the list by priority, and a search; what is looked for stands in no address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from receivables.domain.acts import Act
from receivables.policy import call_priority
from receivables.scripts.practice import scenarios
from receivables.services.audit_trail import record_act
from receivables.services.call_list import call_list
from receivables.services.collector_calls import open_calls_of
from receivables.services.practice_assignments import assigned_to, starts_here
from receivables.services.search import MOST_FOUND, find_people
from receivables.store.database import reading, transaction
from receivables.store.tables import Guarantor
from web.console.desk import AtDesk
from web.console.staff import AtWork, StaffMember, may
from web.dependencies import Now, Store
from web.rendering import page

router = APIRouter()


@router.get("", dependencies=[may(Act.SEE_CALL_LIST)])
def listing(request: Request, staff: AtWork, store: Store, now: Now) -> Response:
    """The list. Looking at it is written down."""
    with transaction(store) as session:
        record_act(session, staff.id, Act.SEE_CALL_LIST, now)
    return _show(request, staff, store, now)


@router.post("/search", dependencies=[may(Act.SEARCH)])
def search(desk: AtDesk, who: Annotated[str, Form(max_length=100)] = "") -> Response:
    """The list, below those whose name, phone or account number was asked for."""
    with transaction(desk.store) as session:
        found = find_people(session, who)
        record_act(session, desk.staff.id, Act.SEARCH, desk.now, details={"found": len(found)})
    return _show(desk.request, desk.staff, desk.store, desk.now, found, who)


def _show(
    request: Request,
    staff: StaffMember,
    store: Store,
    now: Now,
    found: Sequence[Guarantor] | None = None,
    who: str = "",
) -> Response:
    with reading(store) as session:
        return page(
            request,
            "console/calls/list.html",
            staff=staff,
            now=now,
            mine=open_calls_of(session, staff.id),
            assigned=assigned_to(session, staff.id),
            starts_here=starts_here(session, staff.id),
            scenarios=scenarios(),
            priority=call_priority,
            listed=call_list(session, now),
            found=found,
            most=MOST_FOUND,
            who=who,
        )
