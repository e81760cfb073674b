"""Twilio's webhooks of a call that we placed, below /twilio/outgoing; `call` is our own number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy.exc import NoResultFound

from receivables.store.database import engine
from telephony.signatures import Form
from telephony.voice import webhooks
from telephony.voice.outgoing import OutgoingCalls
from telephony.voice.webhooks import answered, form_of_call, whole_number

router = APIRouter(prefix="/twilio/outgoing")


@router.post("/answer")
async def answer(request: Request) -> Response:
    """The representative's phone was answered."""
    form, call = await form_of_call(request), _our_number(request)
    return await answered(lambda now: _calls().answer(form, call, now))


@router.post("/accept")
async def accept(request: Request) -> Response:
    """What key they pressed."""
    form, call = await form_of_call(request), _our_number(request)
    return await answered(lambda now: _calls().accept(form, call, now))


@router.post("/done")
async def done(request: Request) -> Response:
    """The person's leg is over."""
    form, call = await form_of_call(request), _our_number(request)
    return await answered(lambda now: _calls().done(form, call, now))


@router.post("/person")
async def person(request: Request) -> Response:
    """How the person's leg stands."""
    return await _recorded(request, _calls().person)


@router.post("/machine")
async def machine(request: Request) -> Response:
    """Whether a person or a machine answered."""
    return await _recorded(request, _calls().machine)


@router.post("/staff")
async def staff(request: Request) -> Response:
    """How the representative's leg stands."""
    return await _recorded(request, _calls().staff)


async def _recorded(request: Request, record: Callable[[Form, int, dt.datetime], None]) -> Response:
    form, call = await form_of_call(request), _our_number(request)
    try:
        await run_in_threadpool(record, form, call, webhooks.moment())
    except NoResultFound as problem:
        raise HTTPException(404, "There is no such call.") from problem
    return Response(status_code=204)


def _our_number(request: Request) -> int:
    return whole_number(request.query_params.get("call", ""))


def _calls() -> OutgoingCalls:
    return OutgoingCalls(engine())
