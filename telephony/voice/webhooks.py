"""What every webhook of a call shares: signed, answered at once, or with words where that fails."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable

from fastapi import HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool

from telephony.signatures import Form, signed_form
from telephony.voice.failure import sorry

logger = logging.getLogger(__name__)


def moment() -> dt.datetime:
    """Now: the one clock that the webhooks of a call read."""
    return dt.datetime.now(dt.UTC)


async def form_of_call(request: Request) -> Form:
    """The signed form of a webhook that names its call. Raises HTTPException."""
    form = await signed_form(request)
    if not form.get("CallSid") or len(form.get("CallSid")) > 64:
        raise HTTPException(400, "A call needs a CallSid.")
    return form


async def answered(answer: Callable[[dt.datetime], str]) -> Response:
    """The document of an answer; where there is none, that it went wrong."""
    try:
        document = await run_in_threadpool(answer, moment())
    except Exception as problem:
        # Without a document the carrier reads an error message out. Only the kind is logged.
        logger.error("A call's turn failed: %s", type(problem).__name__)
        document = sorry()
    return Response(document, media_type="application/xml")


def whole_number(written: str) -> int:
    """A number of ours in an address; 0 for anything else."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 16 else 0
