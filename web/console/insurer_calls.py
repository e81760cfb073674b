"""Calling an insurer about a visit: what to have at hand, what to ask, what was said."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import asdict, dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.domain.insurer_steps import InsurerStep
from receivables.services.audit_trail import record_act
from receivables.services.clock import organisation_date
from receivables.services.handoff_steps import NotAllowed
from receivables.services.insurer_calls import (
    LONGEST_NAME,
    LONGEST_SAID,
    Said,
    calls_about,
    prepare_insurer_call,
    save_insurer_call,
)
from receivables.services.insurer_drafts import REQUEST, draft_of, drop_draft, keep_draft
from receivables.store.database import reading, transaction
from receivables.store.tables import Encounter, InsurerCall
from web.console.agreements import Once
from web.console.desk import AtDesk, Desk
from web.console.staff import AtWork, may
from web.dependencies import Now, Store
from web.rendering import page

router = APIRouter(prefix="/insurer-calls", dependencies=[may(Act.CALL_INSURER)])

Name = Annotated[str, Form(max_length=LONGEST_NAME)]
Day = Annotated[str, Form(max_length=10)]


@router.get("/about/{encounter_id}")
def prepare(
    request: Request,
    encounter_id: int,
    staff: AtWork,
    store: Store,
    now: Now,
    claim: int | None = None,
) -> Response:
    """Everything for the call. Opening it is written down."""
    with transaction(store) as session:
        visit = _visit(session, encounter_id)
        details = {"encounter": encounter_id}
        record_act(session, staff.id, Act.OPEN_ACCOUNT, now, None, visit.guarantor_id, details)
    return _show(Desk(request, staff, store, now), encounter_id, claim)


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it stands."""

    spoke_with: Name = ""
    reference: Name = ""
    said: Annotated[str, Form(max_length=4 * LONGEST_SAID)] = ""
    expected_on: Day = ""
    next_step: Annotated[InsurerStep, Form()] = InsurerStep.WAIT
    next_on: Day = ""

    def words(self) -> Said:
        """What is to be saved. Raises NotAllowed."""
        expected, next_on = _day(self.expected_on), _day(self.next_on) or dt.date.min
        return Said(self.spoke_with, self.reference, self.said, expected, self.next_step, next_on)

    def fields(self) -> dict[str, str]:
        """As the page shows it again."""
        return {name: str(words) for name, words in asdict(self).items()}


Filled = Annotated[Typed, Depends()]
Claim = Annotated[int | None, Form()]


@router.post("/about/{encounter_id}/draft")
def keep(
    encounter_id: int, desk: AtDesk, once: Once, typed: Filled, claim: Claim = None
) -> Response:
    """Keep what is typed while it is typed."""
    with transaction(desk.store) as session:
        visit = _visit(session, encounter_id)
        fields = typed.fields()
        keep_draft(session, desk.staff.id, visit.id, claim, once, fields, desk.now)
    return Response(status_code=204)


@router.post("/about/{encounter_id}")
def save(
    encounter_id: int, desk: AtDesk, once: Once, typed: Filled, claim: Claim = None
) -> Response:
    """Save the call with its next step, in one act; what is missing is said on the page."""
    try:
        words = typed.words()
        with transaction(desk.store) as session:
            visit = _visit(session, encounter_id)
            request_id = f"{REQUEST}{once}"
            call = save_insurer_call(
                session, visit, claim, words, desk.staff.id, request_id, desk.now
            )
            drop_draft(session, desk.staff.id, visit.id)
            step = words.next_step.value
            details: dict[str, str | int] = {
                "encounter": encounter_id,
                "insurer_call": call.id,
                "step": step,
            }
            whose = visit.guarantor_id
            record_act(session, desk.staff.id, Act.CALL_INSURER, desk.now, None, whose, details)
            address = f"/console/insurer-calls/{call.id}"
    except NotAllowed as problem:
        return _show(desk, encounter_id, claim, str(problem), typed.fields())
    return RedirectResponse(address, status_code=303)


@router.get("/{call_id}")
def saved(request: Request, call_id: int, staff: AtWork, store: Store, now: Now) -> Response:
    """What was saved, with the drafted letter. Opening it is written down."""
    with transaction(store) as session:
        call = session.get(InsurerCall, call_id)
        if call is None:
            raise HTTPException(404, "There is no such call.")
        details = {"insurer_call": call_id}
        whose = call.encounter.guarantor_id
        record_act(session, staff.id, Act.OPEN_ACCOUNT, now, None, whose, details)
    with reading(store) as session:
        call = session.get_one(InsurerCall, call_id)
        return page(request, "console/insurer_call_saved.html", staff=staff, now=now, call=call)


def _show(
    desk: Desk,
    encounter_id: int,
    claim: int | None,
    problem: str = "",
    typed: dict[str, str] | None = None,
) -> Response:
    with reading(desk.store) as session:
        visit = _visit(session, encounter_id)
        draft = draft_of(session, desk.staff.id, encounter_id)
        if draft is not None and typed is None:
            typed, claim = draft.typed, claim or draft.claim_record_id
        try:
            prepared = prepare_insurer_call(session, visit, desk.now, claim)
        except NotAllowed as refused:
            raise HTTPException(404, str(refused)) from None
        return page(
            desk.request,
            "console/insurer_call.html",
            400 if problem else 200,
            staff=desk.staff,
            now=desk.now,
            visit=visit,
            prepared=prepared,
            earlier=calls_about(session, encounter_id),
            steps=list(InsurerStep),
            typed=typed or {},
            kept_at=draft.typed_at if draft is not None else None,
            problem=problem,
            today=organisation_date(desk.now),
            longest=LONGEST_SAID,
            once=uuid.uuid4().hex,
        )


def _visit(session: Session, encounter_id: int) -> Encounter:
    visit = session.get(Encounter, encounter_id)
    if visit is None:
        raise HTTPException(404, "There is no such visit.")
    return visit


def _day(words: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(words) if words.strip() else None
    except ValueError:
        raise NotAllowed("Choose a day.") from None
