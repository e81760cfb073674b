"""Beside a collector's call: the objection that was heard, its answer, and its button.

Naming writes nothing: what was typed is in no log and no row. Choosing one of the guesses does,
and so does the button; both are in the audit trail, by the objection's name alone.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Body, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.domain.objections import Objection
from receivables.policy.objections import Guess
from receivables.services.answer_acts import do_answer_act
from receivables.services.audit_trail import record_act
from receivables.services.collector_calls import hear_objection, locked_call, may_be_told
from receivables.services.handoff_steps import NotAllowed
from receivables.services.itemized_in_call import (
    itemized_visits,
    text_itemized_bills,
    was_texted,
)
from receivables.services.objection_answers import FilledAnswer, answer_to
from receivables.services.objection_naming import name_objection
from receivables.store.database import reading, transaction
from receivables.store.tables import CollectorCall
from web.console.agreements import Once
from web.console.calls.place import AtCall, CallStore, call_address
from web.console.calls.screen import require_call, show
from web.console.desk import Desk
from web.console.staff import LookingOn, StaffMember, may
from web.dependencies import Now
from web.rendering import page
from web.security import SameOrigin

router = APIRouter(prefix="/calls/{call_id}", dependencies=[may(Act.HEAR_OBJECTION)])

SHOWN = 3
LONGEST_HEARD = 2000  # characters
Heard = Annotated[str, Form(max_length=LONGEST_HEARD)]


@router.post("/objection")
def named(call_id: int, desk: AtCall, heard: Heard = "") -> Response:
    """The likeliest objections of a few words, and the answer to the first. Writes nothing.

    No GET: what a person said stands in no address.
    """
    return _panel(desk.request, call_id, desk.staff, desk.store, desk.now, heard)


@router.post("/line")
def line_heard(
    call_id: int,
    staff: LookingOn,
    same_origin: SameOrigin,
    store: CallStore,
    now: Now,
    heard: Annotated[str, Body(embed=True, max_length=LONGEST_HEARD)],
) -> dict[str, Any]:
    """The same as JSON, for what turns speech into text: a line that was heard. Writes nothing."""
    with reading(store) as session:
        call = require_call(session, call_id, staff)
        guesses = name_objection(heard, call.language)[:SHOWN]
        if not guesses:
            return {"objection": None, "ranking": [], "answer": None}
        answer = _answer(session, call, guesses[0].objection, now)
    return {
        "objection": guesses[0].objection.value,
        "ranking": [
            {"objection": guess.objection.value, "confidence": round(guess.confidence, 4)}
            for guess in guesses
        ],
        "answer": {
            "acknowledge": answer.acknowledge,
            "answer": answer.answer,
            "next_step": answer.next_step,
            "must_not": [rule.say for rule in answer.must_not],
            "button": answer.act.button,
        },
    }


@router.post("/objection/{chosen}")
def choose(call_id: int, chosen: Objection, desk: AtCall, heard: Heard = "") -> Response:
    """The collector says which of the guesses it was: kept for the notes of the call."""
    with transaction(desk.store) as session:
        call = require_call(session, call_id, desk.staff)
        hear_objection(call, chosen, desk.now)
        _record(session, desk.staff, Act.HEAR_OBJECTION, call, chosen, desk.now)
    return _panel(desk.request, call_id, desk.staff, desk.store, desk.now, heard, chosen)


@router.post("/objection/{chosen}/act", dependencies=[may(Act.PLACE_HOLD)])
def act(
    call_id: int,
    chosen: Objection,
    desk: AtCall,
    once: Once,
    heard: Heard = "",
    by_text: Annotated[bool, Form()] = False,
) -> Response:
    """Do what the button of the answer says, once; `by_text`: they want the document texted."""
    if by_text and chosen is Objection.WANTS_ITEMIZED_BILL:
        return _text_itemized(desk, call_id)
    with transaction(desk.store) as session:
        call = require_call(session, call_id, desk.staff)
        hear_objection(call, chosen, desk.now)
        request_id = f"staff:{once}"
        whose, phone = call.guarantor_id, call.phone
        done = do_answer_act(session, chosen, whose, heard, request_id, desk.now, phone=phone)
        if done.hold is not None:
            _record(session, desk.staff, Act.PLACE_HOLD, call, chosen, desk.now)
        if done.work is not None:
            _record(session, desk.staff, Act.OPEN_WORK_ITEM, call, chosen, desk.now)
    return RedirectResponse(call_address(desk.request, call_id), status_code=303)


def _text_itemized(desk: Desk, call_id: int) -> Response:
    asked_for = Objection.WANTS_ITEMIZED_BILL
    try:
        with transaction(desk.store) as session:
            call = locked_call(session, require_call(session, call_id, desk.staff).id)
            hear_objection(call, asked_for, desk.now)
            text_itemized_bills(session, call, desk.now)
            _record(session, desk.staff, Act.SEND_DOCUMENT_LINK, call, asked_for, desk.now)
    except NotAllowed as problem:
        return show(desk.request, call_id, desk.staff, desk.store, desk.now, str(problem))
    return RedirectResponse(call_address(desk.request, call_id), status_code=303)


def _panel(
    request: Request,
    call_id: int,
    staff: StaffMember,
    store: Engine,
    now: dt.datetime,
    heard: str,
    chosen: Objection | None = None,
) -> Response:
    with reading(store) as session:
        call = require_call(session, call_id, staff)
        guesses = name_objection(heard, call.language)[:SHOWN]
        if chosen is not None and all(guess.objection != chosen for guess in guesses):
            guesses = [Guess(chosen, 1.0), *guesses[: SHOWN - 1]]
        first = chosen or (guesses[0].objection if guesses else None)
        return page(
            request,
            "console/objection.html",
            staff=staff,
            call=call,
            address=f"{call_address(request, call_id)}/objection",
            heard=heard,
            guesses=guesses,
            answer=_answer(session, call, first, now) if first else None,
            can_text=first is Objection.WANTS_ITEMIZED_BILL
            and bool(itemized_visits(session, call, now)),
            texted=first is Objection.WANTS_ITEMIZED_BILL and was_texted(call),
            once=uuid.uuid4().hex,
        )


def _answer(
    session: Session, call: CollectorCall, objection: Objection, now: dt.datetime
) -> FilledAnswer:
    verified_as = call.guarantor_id if may_be_told(call, now) else None
    return answer_to(session, objection, call.language, now, verified_as)


def _record(
    session: Session,
    staff: StaffMember,
    act: Act,
    call: CollectorCall,
    objection: Objection,
    now: dt.datetime,
) -> None:
    details = {"call": call.id, "objection": objection.value}
    record_act(session, staff.id, act, now, call.conversation_id, call.guarantor_id, details)
