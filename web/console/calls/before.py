"""Before a call: the rules on contact, what was promised, and the button that starts the clock."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Engine

from receivables.domain.acts import Act
from receivables.services.audit_trail import record_act
from receivables.services.begin_call import begin_call
from receivables.services.call_check import check_call
from receivables.services.collector_calls import open_call_with
from receivables.services.consents import last_refusal
from receivables.services.handoff_steps import NotAllowed
from receivables.services.staff_cards import account_card
from receivables.services.staff_history import latest_attempts
from receivables.services.validation_notices import notice_standing
from receivables.services.work_items import open_work_items
from receivables.store.database import reading, transaction
from receivables.store.tables import Guarantor, StaffAccount
from web.console.desk import AtDesk
from web.console.staff import AtWork, StaffMember, may
from web.dependencies import Now, Store
from web.rendering import page

router = APIRouter()


@router.get("/with/{guarantor_id}", dependencies=[may(Act.MAKE_CALL)])
def before(request: Request, guarantor_id: int, staff: AtWork, store: Store, now: Now) -> Response:
    """What a collector should know first. Opening it is written down."""
    with transaction(store) as session:
        if session.get(Guarantor, guarantor_id) is None:
            raise HTTPException(404, "There is no such account.")
        record_act(session, staff.id, Act.OPEN_ACCOUNT, now, guarantor_id=guarantor_id)
    return _show(request, guarantor_id, staff, store, now)


@router.post("", dependencies=[may(Act.MAKE_CALL)])
def begin(
    desk: AtDesk,
    guarantor_id: Annotated[int, Form()],
    by_button: Annotated[bool, Form()] = False,
) -> Response:
    """Start the clock. What the rules refuse is said, and nothing is begun."""
    try:
        with transaction(desk.store) as session:
            if session.get(Guarantor, guarantor_id) is None:
                raise HTTPException(404, "There is no such account.")
            call = begin_call(session, guarantor_id, desk.staff.id, desk.now, by_button=by_button)
            talk, details = call.conversation_id, {"call": call.id}
            record_act(session, desk.staff.id, Act.MAKE_CALL, desk.now, talk, guarantor_id, details)
    except NotAllowed as problem:
        return _show(desk.request, guarantor_id, desk.staff, desk.store, desk.now, str(problem))
    return RedirectResponse(f"/console/calls/{call.id}", status_code=303)


def _show(
    request: Request,
    guarantor_id: int,
    staff: StaffMember,
    store: Engine,
    now: dt.datetime,
    problem: str = "",
) -> Response:
    with reading(store) as session:
        person = session.get_one(Guarantor, guarantor_id)
        return page(
            request,
            "console/calls/before.html",
            400 if problem else 200,
            staff=staff,
            now=now,
            account=account_card(session, guarantor_id),
            check=check_call(session, person, now),
            own_phone=session.get_one(StaffAccount, staff.id).phone,
            there=open_call_with(session, guarantor_id),
            work=open_work_items(session, guarantor_id),
            attempts=latest_attempts(session, person.phone),
            refusal=last_refusal(session, person.phone, "sms"),
            notice=notice_standing(session, guarantor_id, now),
            problem=problem,
        )
