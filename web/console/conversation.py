"""One conversation: the thread as the patient saw it, and a card about who it is."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Engine

from receivables.services.account_views import record_view
from receivables.services.consents import last_refusal
from receivables.services.handoffs import give_back, open_handoff
from receivables.services.holds import active_holds
from receivables.services.representatives import LONGEST_REPLY, NotAllowed, reply, send_bill_link
from receivables.services.staff_cards import account_card, identity_card, people_at
from receivables.services.threads import thread
from receivables.store.database import reading, transaction
from receivables.store.tables import Conversation, Handoff
from web.console.staff import AtWork, LookingOn, Posting, StaffMember
from web.dependencies import Now, Store
from web.rendering import page

router = APIRouter(prefix="/conversations")


@router.get("/{key}")
def conversation(request: Request, key: str, staff: AtWork, store: Store, now: Now) -> Response:
    """The conversation's page. Opening it is written down."""
    with transaction(store) as session:
        if session.get(Conversation, key) is None:
            raise HTTPException(404, "There is no such conversation.")
        seen = identity_card(session, key, now).guarantor
        record_view(session, staff.id, "open_conversation", now, key, seen.id if seen else None)
    return _show(request, key, staff, store, now)


@router.get("/{key}/thread")
def thread_alone(request: Request, key: str, staff: LookingOn, store: Store, now: Now) -> Response:
    """The thread alone, for the page that is open."""
    with reading(store) as session:
        texts = thread(session, key)
    return page(request, "console/thread.html", key=key, texts=texts)


@router.post("/{key}/replies")
def answer(
    request: Request,
    key: str,
    staff: Posting,
    store: Store,
    now: Now,
    body: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Text the patient. What is refused stays in the field, with the reason."""
    try:
        with transaction(store) as session:
            if session.get(Conversation, key) is None:
                raise HTTPException(404, "There is no such conversation.")
            reply(session, key, body, now)
            record_view(session, staff.id, "reply", now, key)
    except NotAllowed as problem:
        return _show(request, key, staff, store, now, str(problem), body)
    return RedirectResponse(f"/console/conversations/{key}", status_code=303)


@router.post("/{key}/bill-link")
def link(
    request: Request,
    key: str,
    staff: Posting,
    store: Store,
    now: Now,
    encounter_id: Annotated[int, Form()],
) -> Response:
    """Text the patient the link to the page of one visit's bill."""
    try:
        with transaction(store) as session:
            if session.get(Conversation, key) is None:
                raise HTTPException(404, "There is no such conversation.")
            send_bill_link(session, key, encounter_id, now)
            record_view(session, staff.id, "send_bill_link", now, key)
    except NotAllowed as problem:
        return _show(request, key, staff, store, now, str(problem))
    return RedirectResponse(f"/console/conversations/{key}", status_code=303)


@router.post("/{key}/give-back")
def to_assistant(key: str, staff: Posting, store: Store, now: Now) -> Response:
    """Let the assistant answer again; the patient is told."""
    with transaction(store) as session:
        handoff: Handoff | None = open_handoff(session, key)
        if handoff is not None:
            give_back(session, handoff.id, now)
            record_view(session, staff.id, "give_back", now, key)
    return RedirectResponse("/console", status_code=303)


def _show(
    request: Request,
    key: str,
    staff: StaffMember,
    store: Engine,
    now: dt.datetime,
    problem: str = "",
    draft: str = "",
) -> Response:
    with reading(store) as session:
        here = session.get_one(Conversation, key)
        identity = identity_card(session, key, now)
        known = identity.guarantor
        return page(
            request,
            "console/conversation.html",
            400 if problem else 200,
            staff=staff,
            now=now,
            key=key,
            conversation=here,
            handoff=open_handoff(session, key),
            identity=identity,
            account=account_card(session, known.id) if known else None,
            others=people_at(session, here.phone) if known is None else [],
            texts=thread(session, key),
            holds=active_holds(session, here.phone, known.id if known else None),
            refusal=last_refusal(session, here.phone, here.channel),
            longest=LONGEST_REPLY,
            problem=problem,
            draft=draft,
        )
