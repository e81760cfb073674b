"""Twilio's webhooks of a representative's leg, while a call is passed on; `transfer` is ours."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from receivables.store.database import engine
from telephony.voice.transfer import Transfers
from telephony.voice.webhooks import answered, form_of_call, whole_number

router = APIRouter(prefix="/twilio/voice")


@router.post("/whisper")
async def whisper(request: Request) -> Response:
    """The representative's phone was answered; the caller does not hear this."""
    form, transfer = await form_of_call(request), _our_number(request)
    return await answered(lambda now: Transfers(engine()).whisper(form, transfer, now))


@router.post("/accept")
async def accept(request: Request) -> Response:
    """What key they pressed."""
    form, transfer = await form_of_call(request), _our_number(request)
    return await answered(lambda now: Transfers(engine()).accept(form, transfer, now))


def _our_number(request: Request) -> int:
    return whole_number(request.query_params.get("transfer", ""))
