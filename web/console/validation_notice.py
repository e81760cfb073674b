"""A debt collector's validation notice: prepared, printed, and said to have been mailed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.domain.validation_notice import ItemizedDebt
from receivables.policy.contact.validation_notice import period_ends_on
from receivables.scripts.letters import letter_line
from receivables.services.audit_trail import record_act
from receivables.services.clock import organisation_date
from receivables.services.handoff_steps import NotAllowed
from receivables.services.validation_notices import (
    FURTHEST,
    LONGEST_ADDRESS,
    notice_standing,
    prepare_notice,
    record_mailed,
)
from receivables.store.database import reading, transaction
from receivables.store.tables import Guarantor, ValidationNotice
from web.console.desk import AtDesk, Desk
from web.console.staff import AtWork, may
from web.dependencies import Now, Store
from web.rendering import page

router = APIRouter(prefix="/accounts/{guarantor_id}/validation-notice")


@router.get("", dependencies=[may(Act.PREPARE_NOTICE)])
def notice(request: Request, guarantor_id: int, staff: AtWork, store: Store, now: Now) -> Response:
    """How the notice stands, and what is to be filled in. Opening it is written down."""
    with transaction(store) as session:
        _person(session, guarantor_id)
        record_act(session, staff.id, Act.OPEN_ACCOUNT, now, guarantor_id=guarantor_id)
    return _show(Desk(request, staff, store, now), guarantor_id)


@router.post("", dependencies=[may(Act.PREPARE_NOTICE)])
def prepare(
    guarantor_id: int,
    desk: AtDesk,
    address: Annotated[str, Form(max_length=2 * LONGEST_ADDRESS)] = "",
    mail_on: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """Write down what the letter says."""

    def do(session: Session) -> ValidationNotice:
        try:
            day = dt.date.fromisoformat(mail_on)
        except ValueError:
            raise NotAllowed("Choose the day on which it is mailed.") from None
        return prepare_notice(session, guarantor_id, desk.staff.id, address, day, desk.now)

    return _act(guarantor_id, desk, Act.PREPARE_NOTICE, do, address)


@router.post("/mailed", dependencies=[may(Act.RECORD_NOTICE)])
def mailed(guarantor_id: int, desk: AtDesk) -> Response:
    """It went out today."""

    def do(session: Session) -> ValidationNotice:
        return record_mailed(session, guarantor_id, desk.staff.id, desk.now)

    return _act(guarantor_id, desk, Act.RECORD_NOTICE, do)


@router.get("/letter", dependencies=[may(Act.PRINT_NOTICE)])
def letter(request: Request, guarantor_id: int, staff: AtWork, store: Store, now: Now) -> Response:
    """The letter as it was prepared, to be printed; who did is written down."""
    with transaction(store) as session:
        _person(session, guarantor_id)
        prepared = session.scalar(select(ValidationNotice).filter_by(guarantor_id=guarantor_id))
        if prepared is None:
            raise HTTPException(404, "No notice was prepared.")
        details: dict[str, str | int] = {"notice": prepared.id}
        record_act(session, staff.id, Act.PRINT_NOTICE, now, None, guarantor_id, details)
    with reading(store) as session:
        prepared = session.get_one(ValidationNotice, prepared.id)
        return page(
            request,
            "letters/validation_notice.html",
            language="en",
            languages=["en", *([prepared.language] if prepared.language != "en" else [])],
            notice=prepared,
            debts=[ItemizedDebt.of(debt) for debt in prepared.debts],
            reference=f"N{prepared.id:06}",
            line=letter_line,
        )


def _act(
    guarantor_id: int,
    desk: Desk,
    act: Act,
    do: Callable[[Session], ValidationNotice],
    address: str = "",
) -> Response:
    try:
        with transaction(desk.store) as session:
            _person(session, guarantor_id)
            details: dict[str, str | int] = {"notice": do(session).id}
            record_act(session, desk.staff.id, act, desk.now, None, guarantor_id, details)
    except NotAllowed as problem:
        return _show(desk, guarantor_id, str(problem), address)
    where = f"/console/accounts/{guarantor_id}/validation-notice"
    return RedirectResponse(where, status_code=303)


def _show(desk: Desk, guarantor_id: int, problem: str = "", address: str = "") -> Response:
    today = organisation_date(desk.now)
    with reading(desk.store) as session:
        return page(
            desk.request,
            "console/validation_notice.html",
            400 if problem else 200,
            staff=desk.staff,
            now=desk.now,
            person=_person(session, guarantor_id),
            standing=notice_standing(session, guarantor_id, desk.now),
            today=today,
            furthest=today + FURTHEST,
            ends_on=period_ends_on(today),
            longest=LONGEST_ADDRESS,
            problem=problem,
            typed=address,
        )


def _person(session: Session, guarantor_id: int) -> Guarantor:
    person = session.get(Guarantor, guarantor_id)
    if person is None:
        raise HTTPException(404, "There is no such account.")
    return person
