"""The lists of those who wait for a person or are with one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from sqlalchemy import Engine

from receivables.domain.acts import Act
from receivables.services.handoff_due import due_soon
from receivables.services.handoff_inbox import Show, handoff_inbox
from receivables.store.database import reading
from web.console.staff import AtWork, LookingOn, StaffMember
from web.dependencies import Now, Store
from web.rendering import page

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Which:
    """Which list, and how many of it are passed over."""

    show: Show = Show.WAITING
    skipped: Annotated[int, Query(ge=0, le=100_000)] = 0


@router.get("")
def inbox(
    request: Request, staff: AtWork, store: Store, now: Now, which: Annotated[Which, Depends()]
) -> Response:
    """The page with the list."""
    return _show(request, "console/inbox.html", staff, store, now, which)


@router.get("/inbox")
def list_alone(
    request: Request, staff: LookingOn, store: Store, now: Now, which: Annotated[Which, Depends()]
) -> Response:
    """The list alone, for the page that is open."""
    return _show(request, "console/inbox_list.html", staff, store, now, which)


def _show(
    request: Request,
    template: str,
    staff: StaffMember,
    store: Engine,
    now: dt.datetime,
    which: Which,
) -> Response:
    show = which.show
    every = Act.SEE_EVERY_CONVERSATION in staff.rights
    if show is Show.ALL and not every:
        raise HTTPException(403, "Your role does not show everybody's conversations.")
    lists = [kind for kind in Show if kind is not Show.ALL or every]
    with reading(store) as session:
        found = handoff_inbox(session, show, staff.id, which.skipped)
        due = due_soon(session, now, None if every else staff.id)
    return page(
        request, template, staff=staff, inbox=found, show=show, lists=lists, due=due, now=now
    )
