"""One's own telephone: where calls ring first, and whether calls are passed on to one now."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Engine

from receivables.domain.acts import Act
from receivables.services.audit_trail import record_act
from receivables.services.staff_telephones import (
    InvalidPhone,
    NoPhone,
    set_availability,
    set_phone,
)
from receivables.store.database import reading, transaction
from receivables.store.tables import StaffAccount
from web.console.desk import AtDesk
from web.console.staff import AtWork, StaffMember, may
from web.dependencies import Store
from web.rendering import page, phone

HERE = "/console/telephone"
router = APIRouter(prefix="/telephone", dependencies=[may(Act.SET_OWN_TELEPHONE)])


@router.get("")
def telephone(request: Request, staff: AtWork, store: Store) -> Response:
    """Where calls reach oneself."""
    return _show(request, staff, store)


@router.post("")
def change(desk: AtDesk, number: Annotated[str, Form(max_length=40)] = "") -> Response:
    """Set one's number; none takes it away."""
    try:
        with transaction(desk.store) as session:
            set_phone(session, desk.staff.id, number)
            record_act(session, desk.staff.id, Act.SET_OWN_TELEPHONE, desk.now)
    except InvalidPhone:
        return _show(desk.request, desk.staff, desk.store, "This is no telephone number.", number)
    return RedirectResponse(HERE, status_code=303)


@router.post("/availability")
def toggle(desk: AtDesk, available: Annotated[bool, Form()] = False) -> Response:
    """Take calls that are passed on, or take none."""
    try:
        with transaction(desk.store) as session:
            set_availability(session, desk.staff.id, available, desk.now)
            details = {"available": int(available)}
            record_act(session, desk.staff.id, Act.SET_OWN_TELEPHONE, desk.now, details=details)
    except NoPhone as problem:
        return _show(desk.request, desk.staff, desk.store, str(problem))
    return RedirectResponse(HERE, status_code=303)


def _show(
    request: Request, staff: StaffMember, store: Engine, problem: str = "", written: str = ""
) -> Response:
    with reading(store) as session:
        account = session.get_one(StaffAccount, staff.id)
        return page(
            request,
            "console/telephone.html",
            400 if problem else 200,
            staff=staff,
            account=account,
            problem=problem,
            written=written or (phone(account.phone) if account.phone else ""),
        )
