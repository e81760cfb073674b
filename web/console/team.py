"""The staff page: who may use the console, and with which rights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.domain.roles import Role
from receivables.services.audit_trail import record_act
from receivables.services.authenticators import forget_authenticator
from receivables.services.on_call import NoTelephone, set_on_call
from receivables.services.staff import all_staff, disable
from receivables.store.database import reading, transaction
from receivables.store.tables import StaffAccount
from web.console.desk import AtDesk, Desk
from web.console.staff import AtWork, may
from web.dependencies import Store
from web.rendering import page

router = APIRouter(prefix="/staff")


@router.get("", dependencies=[may(Act.SEE_STAFF)])
def team(request: Request, staff: AtWork, store: Store) -> Response:
    """Everybody with an account."""
    with reading(store) as session:
        return page(
            request, "console/staff.html", staff=staff, team=all_staff(session), roles=list(Role)
        )


@router.post("/{staff_id}/role", dependencies=[may(Act.CHANGE_ROLE)])
def change_role(staff_id: int, desk: AtDesk, role: Annotated[Role, Form()]) -> Response:
    """Give somebody another role."""

    def change(session: Session, account: StaffAccount) -> None:
        account.role = role

    return _change(desk, staff_id, Act.CHANGE_ROLE, change, {"role": role.value})


@router.post("/{staff_id}/on-call", dependencies=[may(Act.SET_ON_CALL)])
def put_on_call(staff_id: int, desk: AtDesk, on_call: Annotated[bool, Form()] = False) -> Response:
    """Text somebody of those who wait while nobody is at the console, or no more."""

    def change(session: Session, account: StaffAccount) -> None:
        try:
            set_on_call(session, account.id, on_call)
        except NoTelephone as problem:
            raise HTTPException(400, f"Not set: {problem}.") from None

    return _change(desk, staff_id, Act.SET_ON_CALL, change, {"on_call": int(on_call)})


@router.post("/{staff_id}/disable", dependencies=[may(Act.DISABLE_STAFF)])
def shut_out(staff_id: int, desk: AtDesk) -> Response:
    """End somebody's account; what they had waits again."""

    def change(session: Session, account: StaffAccount) -> None:
        disable(session, account, desk.now)

    return _change(desk, staff_id, Act.DISABLE_STAFF, change)


@router.post("/{staff_id}/authenticator", dependencies=[may(Act.RESET_AUTHENTICATOR)])
def reset(staff_id: int, desk: AtDesk) -> Response:
    """Let somebody who lost their phone enrol another."""

    def change(session: Session, account: StaffAccount) -> None:
        forget_authenticator(account)

    return _change(desk, staff_id, Act.RESET_AUTHENTICATOR, change)


def _change(
    desk: Desk,
    staff_id: int,
    act: Act,
    change: Callable[[Session, StaffAccount], None],
    details: dict[str, str | int] | None = None,
) -> Response:
    if staff_id == desk.staff.id:
        raise HTTPException(403, "Ask another administrator: nobody changes their own rights.")
    with transaction(desk.store) as session:
        account = session.get(StaffAccount, staff_id)
        if account is None:
            raise HTTPException(404, "There is no such account.")
        change(session, account)
        record_act(
            session, desk.staff.id, act, desk.now, details={"whose": staff_id, **(details or {})}
        )
    return RedirectResponse("/console/staff", status_code=303)
