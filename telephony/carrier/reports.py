"""Delivery: a text is sent, then delivered, and each step is reported as Twilio reports it."""

from __future__ import annotations

import asyncio
import datetime as dt

import httpx
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import select
from twilio.request_validator import RequestValidator

from receivables.store.database import transaction
from telephony.carrier.storage import CarrierMessage, carrier_engine, unfinished
from telephony.settings import twilio_settings

STEPS = {"queued": "sent", "sent": "delivered"}
PAUSES = (0.02, 0.25)  # seconds before each step
TRIES = 3


class Reporter:
    """Moves texts on and posts signed reports, within the web process's own event loop."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._client: httpx.AsyncClient | None = None

    @property
    def idle(self) -> bool:
        """Whether every text has been delivered and reported."""
        return not self._tasks

    async def take_up(self) -> None:
        """Go on, once after a start, with the texts that an earlier process left half-way."""
        if self._loop is asyncio.get_running_loop():
            return
        self._loop = asyncio.get_running_loop()
        self._client = httpx.AsyncClient(timeout=15, trust_env=False)
        for sid in await run_in_threadpool(_unfinished):
            self.deliver(sid)

    def deliver(self, sid: str) -> None:
        """Deliver a text in the background."""
        if self._client is None:
            raise RuntimeError("take_up comes first")
        task = asyncio.create_task(_deliver(self._client, sid))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _deliver(client: httpx.AsyncClient, sid: str) -> None:
    for seconds in PAUSES:
        await asyncio.sleep(seconds)
        message = await run_in_threadpool(_move_on, sid, dt.datetime.now(dt.UTC))
        if message is None:
            return
        await _report(client, message)


def _move_on(sid: str, now: dt.datetime) -> CarrierMessage | None:
    with transaction(carrier_engine()) as session:
        message = session.scalar(select(CarrierMessage).where(CarrierMessage.sid == sid))
        if message is None or message.status not in STEPS:
            return None
        message.status = STEPS[message.status]
        message.date_sent = message.date_sent or now
        message.date_updated = now
        return message


async def _report(client: httpx.AsyncClient, message: CarrierMessage) -> None:
    if not message.status_callback:
        return
    fields = {
        "AccountSid": message.account_sid,
        "ApiVersion": "2010-04-01",
        "From": message.from_number,
        "MessageSid": message.sid,
        "MessageStatus": message.status,
        "SmsSid": message.sid,
        "SmsStatus": message.status,
        "To": message.to_number,
    }
    validator = RequestValidator(twilio_settings().auth_token)
    signature = validator.compute_signature(message.status_callback, fields)
    for attempt in range(TRIES):
        try:
            await client.post(
                message.status_callback, data=fields, headers={"X-Twilio-Signature": signature}
            )
            return
        except httpx.TransportError:
            await asyncio.sleep(0.5 * 2**attempt)


def _unfinished() -> list[str]:
    with transaction(carrier_engine()) as session:
        return unfinished(session)
