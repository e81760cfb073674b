"""The list of those who wait for a person."""

from __future__ import annotations

import datetime as dt

from fastapi import APIRouter, Request, Response
from sqlalchemy import Engine

from receivables.services.handoff_inbox import handoff_inbox
from receivables.store.database import reading
from web.console.staff import AtWork, LookingOn, StaffMember
from web.dependencies import Now, Store
from web.rendering import page

router = APIRouter()


@router.get("")
def inbox(request: Request, staff: AtWork, store: Store, now: Now) -> Response:
    """The page with the list."""
    return _show(request, "console/inbox.html", staff, store, now)


@router.get("/inbox")
def list_alone(request: Request, staff: LookingOn, store: Store, now: Now) -> Response:
    """The list alone, for the page that is open."""
    return _show(request, "console/inbox_list.html", staff, store, now)


def _show(
    request: Request, template: str, staff: StaffMember, store: Engine, now: dt.datetime
) -> Response:
    with reading(store) as session:
        waiting = handoff_inbox(session)
    return page(request, template, staff=staff, inbox=waiting, now=now)
