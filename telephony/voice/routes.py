"""Twilio's webhooks of a call: signed, answered at once, or with words where that fails."""

from __future__ import annotations

from functools import cache

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from receivables.settings import settings
from receivables.store.database import engine
from telephony.assistant import Assistant
from telephony.voice import webhooks
from telephony.voice.turns import Calls
from telephony.voice.webhooks import answered, form_of_call, whole_number

router = APIRouter(prefix="/twilio/voice")
MOST_SECONDS = 9.0  # for the model: the carrier hangs up after fifteen


@router.post("")
async def receive_call(request: Request) -> Response:
    """A call for our number: the greeting."""
    form = await form_of_call(request)
    return await answered(lambda now: _calls().begin(form, now))


@router.post("/turn")
async def take_turn(request: Request) -> Response:
    """What the caller said or pressed after document number `step`."""
    form = await form_of_call(request)
    step = whole_number(request.query_params.get("step", ""))
    return await answered(lambda now: _calls().turn(form, step, now))


@router.post("/transferred")
async def after_transfer(request: Request) -> Response:
    """The representative whom the call was passed on to is gone, or never came."""
    form = await form_of_call(request)
    step, transfer = (
        whole_number(request.query_params.get(name, "")) for name in ("step", "transfer")
    )
    return await answered(lambda now: _calls().transferred(form, step, transfer, now))


@router.post("/paid")
async def after_payment(request: Request) -> Response:
    """Whether the carrier's processor charged a card. Nothing of the card is read."""
    form = await form_of_call(request)
    step, payment = (
        whole_number(request.query_params.get(name, "")) for name in ("step", "payment")
    )
    return await answered(lambda now: _calls().paid(form, step, payment, now))


@router.post("/status")
async def take_status(request: Request) -> Response:
    """How the call stands; `completed` and its kin end it, a hang-up in the middle too."""
    form = await form_of_call(request)
    await run_in_threadpool(_calls().end, form, webhooks.moment())
    return Response(status_code=204)


@router.post("/recording")
async def take_recording(request: Request) -> Response:
    """A recording's state: it stays with the carrier, nothing is kept here."""
    await form_of_call(request)
    return Response(status_code=204)


def _calls() -> Calls:
    return Calls(engine(), _assistant(settings().rasa_url, settings().rasa_token))


@cache
def _assistant(address: str, token: str) -> Assistant:
    return Assistant(address, token, MOST_SECONDS)
