"""The lists of those who wait for a person or are with one."""

from __future__ import annotations

import datetime as dt

from fastapi import APIRouter, HTTPException, Request, Response
from sqlalchemy import Engine

from receivables.domain.acts import Act
from receivables.services.handoff_inbox import Show, handoff_inbox
from receivables.store.database import reading
from web.console.staff import AtWork, LookingOn, StaffMember
from web.dependencies import Now, Store
from web.rendering import page

router = APIRouter()


@router.get("")
def inbox(
    request: Request, staff: AtWork, store: Store, now: Now, show: Show = Show.WAITING
) -> Response:
    """The page with the list."""
    return _show(request, "console/inbox.html", staff, store, now, show)


@router.get("/inbox")
def list_alone(
    request: Request, staff: LookingOn, store: Store, now: Now, show: Show = Show.WAITING
) -> Response:
    """The list alone, for the page that is open."""
    return _show(request, "console/inbox_list.html", staff, store, now, show)


def _show(
    request: Request,
    template: str,
    staff: StaffMember,
    store: Engine,
    now: dt.datetime,
    show: Show,
) -> Response:
    every = Act.SEE_EVERY_CONVERSATION in staff.rights
    if show is Show.ALL and not every:
        raise HTTPException(403, "Your role does not show everybody's conversations.")
    lists = [kind for kind in Show if kind is not Show.ALL or every]
    with reading(store) as session:
        found = handoff_inbox(session, show, staff.id)
    return page(request, template, staff=staff, inbox=found, show=show, lists=lists, now=now)
