"""Everybody texts as Twilio would, waits for an answer, thinks a moment, and texts again."""

from __future__ import annotations

import asyncio
import random
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
from twilio.request_validator import RequestValidator

from benchmarks.crowd.people import numbers, texts

TWILIO_WAITS = 15.0  # seconds: then it gives a webhook up, and the text is lost to us
PATIENCE = 30.0  # seconds that a person waits for an answer before they text again
THINKS = (2.0, 6.0)
BEGIN_WITHIN = 10.0  # seconds in which all write their first text
LOOKS = 0.05
KEEPS_OPEN = 2.0  # seconds: less than the server, which would else close what is being written to


@dataclass(frozen=True)
class Target:
    """Where texts go: the webhook, the address that is signed, the account and our number."""

    webhook: str
    signed_as: str
    account_sid: str
    auth_token: str
    our_number: str


@dataclass
class Sent:
    """One text: when (UNIX time), how long Twilio waited (ms), and whether it was taken."""

    sid: str
    phone: str
    body: str
    at: float
    milliseconds: float = 0.0
    taken: bool = False


@dataclass
class Crowd:
    """People who text; `received` tells how many texts each phone has got so far."""

    target: Target
    received: Callable[[], dict[str, int]]
    sent: list[Sent] = field(default_factory=list)
    _seen: dict[str, int] = field(default_factory=dict)

    async def text(self, people: int, seconds: float, every_body_differs: bool = False) -> None:
        """Let so many people text for so long; their last answers may still be on the way."""
        end = time.monotonic() + seconds
        limits = httpx.Limits(
            max_connections=200, max_keepalive_connections=200, keepalive_expiry=KEEPS_OPEN
        )
        async with httpx.AsyncClient(
            timeout=TWILIO_WAITS, limits=limits, trust_env=False
        ) as client:
            watch = asyncio.create_task(self._look(end))
            await asyncio.gather(
                *(
                    self._person(client, phone, number, end, every_body_differs)
                    for number, phone in enumerate(numbers(people))
                )
            )
            watch.cancel()

    async def _look(self, end: float) -> None:
        while time.monotonic() < end + PATIENCE:
            self._seen = await asyncio.to_thread(self.received)
            await asyncio.sleep(LOOKS)

    async def _person(
        self, client: httpx.AsyncClient, phone: str, number: int, end: float, differs: bool
    ) -> None:
        await asyncio.sleep(random.uniform(0, BEGIN_WITHIN))
        for turn, body in enumerate(texts(number)):
            if time.monotonic() >= end:
                return
            before = self._seen.get(phone, 0)
            await self._send(client, phone, f"{body} #{turn}" if differs else body)
            waited = time.monotonic() + PATIENCE
            while self._seen.get(phone, 0) == before and time.monotonic() < min(waited, end):
                await asyncio.sleep(LOOKS)
            await asyncio.sleep(random.uniform(*THINKS))

    async def _send(self, client: httpx.AsyncClient, phone: str, body: str) -> None:
        text = Sent(f"SM{secrets.token_hex(16)}", phone, body, time.time())
        self.sent.append(text)
        fields = self._fields(text)
        validator = RequestValidator(self.target.auth_token)
        signature = validator.compute_signature(self.target.signed_as, fields)
        begun = time.perf_counter()
        try:
            answer = await client.post(
                self.target.webhook, data=fields, headers={"X-Twilio-Signature": signature}
            )
            text.taken = answer.is_success
        except httpx.HTTPError:
            text.taken = False
        text.milliseconds = 1000 * (time.perf_counter() - begun)

    def _fields(self, text: Sent) -> dict[str, str]:
        return {
            "AccountSid": self.target.account_sid,
            "ApiVersion": "2010-04-01",
            "Body": text.body,
            "From": text.phone,
            "MessageSid": text.sid,
            "NumMedia": "0",
            "SmsSid": text.sid,
            "To": self.target.our_number,
        }
