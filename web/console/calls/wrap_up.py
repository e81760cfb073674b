"""Wrapping a call up: one form, saved in one act."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from receivables.domain.acts import Act
from receivables.domain.call_dispositions import LEAVES, CallDisposition
from receivables.domain.call_flow import CallState
from receivables.domain.money import Money
from receivables.services.call_next import next_call
from receivables.services.call_wrap_up import WrapUp, wrap_up
from receivables.services.clock import organisation_zone
from receivables.services.collector_calls import keep_typed, locked_call
from receivables.services.handoff_steps import NotAllowed
from receivables.store.database import reading, transaction
from web.console.agreements import parsed_money
from web.console.calls.acts import act_in_call
from web.console.calls.place import AtCall, CallStore
from web.console.calls.screen import require_call
from web.console.staff import LookingOn, may
from web.dependencies import Now
from web.rendering import page

router = APIRouter(prefix="/{call_id}", dependencies=[may(Act.WRAP_UP_CALL)])

Words = Annotated[str, Form(max_length=30)]
LongWords = Annotated[str, Form(max_length=4000)]


@router.get("/next")
def proposal(
    request: Request,
    call_id: int,
    staff: LookingOn,
    store: CallStore,
    now: Now,
    disposition: CallDisposition | None = None,
) -> Response:
    """What an ending leaves and when the next call would be, for the open page."""
    with reading(store) as session:
        call = require_call(session, call_id, staff)
        at = next_call(session, call, disposition, now) if disposition else None
    leaves = LEAVES[disposition] if disposition else None
    return page(request, "console/calls/next.html", leaves=leaves, proposed=at, chosen=disposition)


@dataclass(frozen=True, slots=True)
class Typed:
    """The ending's form as it stands."""

    disposition: Words = ""
    notes: LongWords = ""
    promise_amount: Words = ""
    promise_day: Words = ""
    callback_at: Words = ""
    next_at: Words = ""
    work_kind: Words = ""
    work_words: LongWords = ""
    by_text: Words = ""

    def fields(self) -> dict[str, str]:
        """As the page shows it again."""
        return asdict(self)

    def form(self) -> WrapUp:
        """What is to be saved. Raises NotAllowed."""
        return WrapUp(
            disposition=_ending(self.disposition),
            notes=self.notes,
            promise=_promise(self.promise_amount, self.promise_day),
            callback_at=_moment(self.callback_at),
            next_at=_moment(self.next_at),
            work=(self.work_kind, self.work_words) if self.work_kind else None,
            by_text=bool(self.by_text),
        )


Filled = Annotated[Typed, Depends()]


@router.post("/wrap-up/draft")
def keep(call_id: int, desk: AtCall, typed: Filled) -> Response:
    """Keep the form while it is filled in: a closed window loses nothing."""
    with transaction(desk.store) as session:
        require_call(session, call_id, desk.staff)
        call = locked_call(session, call_id)
        if call.state is CallState.WRAP_UP:
            keep_typed(call, typed.fields())
    return Response(status_code=204)


@router.post("/wrap-up")
def finish(call_id: int, desk: AtCall, typed: Filled) -> Response:
    """Save the ending and all its rows, or say what is wrong and keep what was filled in."""
    return act_in_call(
        desk,
        call_id,
        Act.WRAP_UP_CALL,
        lambda session, call: wrap_up(session, call, desk.staff.id, typed.form(), desk.now),
        typed.fields(),
        disposition=typed.disposition or "none",
    )


def _ending(code: str) -> CallDisposition:
    if code not in set(CallDisposition):
        raise NotAllowed("Choose how the call ended.")
    return CallDisposition(code)


def _promise(amount: str, day: str) -> tuple[Money, dt.date] | None:
    if not (amount.strip() or day.strip()):
        return None
    try:
        return parsed_money(amount), dt.date.fromisoformat(day)
    except ValueError:
        raise NotAllowed("Write the promise like 50 or 50.00, and choose its day.") from None


def _moment(written: str) -> dt.datetime | None:
    """A moment as the organisation's clocks show it, in UTC."""
    if not written.strip():
        return None
    try:
        local = dt.datetime.fromisoformat(written).replace(tzinfo=organisation_zone())
        return local.astimezone(dt.UTC)
    except ValueError:
        raise NotAllowed("Choose day and time of the next call.") from None
