"""Twilio's webhooks of a call: signed, answered at once, or with words where that fails."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from functools import cache

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool

from receivables.settings import settings
from receivables.store.database import engine
from telephony.assistant import Assistant
from telephony.signatures import Form, signed_form
from telephony.voice.failure import sorry
from telephony.voice.turns import Calls

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/twilio/voice")
MOST_SECONDS = 9.0  # for the model: the carrier hangs up after fifteen


@router.post("")
async def receive_call(request: Request) -> Response:
    """A call for our number: the greeting."""
    form = await _form_of_call(request)
    return await _answered(lambda now: _calls().begin(form, now))


@router.post("/turn")
async def take_turn(request: Request) -> Response:
    """What the caller said or pressed after document number `step`."""
    form = await _form_of_call(request)
    step = _whole_number(request.query_params.get("step", ""))
    return await _answered(lambda now: _calls().turn(form, step, now))


@router.post("/status")
async def take_status(request: Request) -> Response:
    """How the call stands; `completed` and its kin end it, a hang-up in the middle too."""
    form = await _form_of_call(request)
    await run_in_threadpool(_calls().end, form, dt.datetime.now(dt.UTC))
    return Response(status_code=204)


@router.post("/recording")
async def take_recording(request: Request) -> Response:
    """A recording's state: it stays with the carrier, nothing is kept here."""
    await _form_of_call(request)
    return Response(status_code=204)


async def _form_of_call(request: Request) -> Form:
    """The signed form. Raises HTTPException as signed_form does, and 400 without a CallSid."""
    form = await signed_form(request)
    if not form.get("CallSid") or len(form.get("CallSid")) > 64:
        raise HTTPException(400, "A call needs a CallSid.")
    return form


async def _answered(answer: Callable[[dt.datetime], str]) -> Response:
    try:
        document = await run_in_threadpool(answer, dt.datetime.now(dt.UTC))
    except Exception as problem:
        # Without a document the carrier reads an error message out. Only the kind is logged.
        logger.error("A call's turn failed: %s", type(problem).__name__)
        document = sorry()
    return Response(document, media_type="application/xml")


def _whole_number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0


def _calls() -> Calls:
    return Calls(engine(), _assistant(settings().rasa_url, settings().rasa_token))


@cache
def _assistant(address: str, token: str) -> Assistant:
    return Assistant(address, token, MOST_SECONDS)
