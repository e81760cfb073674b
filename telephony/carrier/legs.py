"""One leg of a call on this machine, and the signed webhooks that tell and ask about it."""

from __future__ import annotations

import datetime as dt
import secrets
import time
from dataclasses import dataclass
from typing import Self

import httpx
from sqlalchemy import select, update
from twilio.request_validator import RequestValidator

from receivables.store.database import reading, transaction
from telephony.carrier.storage import CALL_OVER, CarrierCall, CarrierPhone, carrier_engine
from telephony.settings import twilio_settings


@dataclass(frozen=True)
class Leg:
    """A phone that is called, by whom."""

    sid: str
    to: str
    caller: str
    direction: str
    parent: str = ""

    def status(self) -> str:
        """How it stands."""
        return self._row().status

    def is_now(self, status: str) -> None:
        """It has come so far."""
        self._change(status=status)

    def ends(self, status: str) -> None:
        """It is over; who ended it before has said how."""
        if self.status() not in CALL_OVER:
            self._change(status=status)

    def hears(self, words: str) -> None:
        """Something was said to it."""
        self._change(heard=f"{self._row().heard} {words}".strip())

    def speaks(self, seconds: float, looks: float) -> str:
        """Two people speak until one hangs up; another document, if the leg is to hear one."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            row = self._row()
            if row.document or row.status in CALL_OVER:
                return row.document
            time.sleep(looks)
        return ""

    def _row(self) -> CarrierCall:
        with reading(carrier_engine()) as session:
            return session.scalars(select(CarrierCall).filter_by(sid=self.sid)).one()

    def _change(self, **values: str) -> None:
        changed = update(CarrierCall).where(CarrierCall.sid == self.sid)
        now = dt.datetime.now(dt.UTC)
        with transaction(carrier_engine()) as session:
            session.execute(changed.values(date_updated=now, **values))


def new_leg(parent: Leg, to: str, caller: str) -> Leg:
    """The leg that a `<Dial>` makes."""
    leg = Leg(f"CA{secrets.token_hex(16)}", to, caller, "outbound-dial", parent.sid)
    now = dt.datetime.now(dt.UTC)
    with transaction(carrier_engine()) as session:
        session.add(
            CarrierCall(
                sid=leg.sid,
                parent_sid=parent.sid,
                account_sid=twilio_settings().account_sid,
                to_number=to,
                from_number=caller,
                status="ringing",
                date_created=now,
                date_updated=now,
            )
        )
    return leg


def phone_of(number: str) -> CarrierPhone:
    """How a phone takes calls; a person who presses 1 answers where nobody said otherwise."""
    with reading(carrier_engine()) as session:
        known = session.get(CarrierPhone, number)
    return known or CarrierPhone(phone=number, answers="human", presses="1")


class Wire:
    """Webhooks as Twilio sends them; a context manager."""

    def __init__(self) -> None:
        self._client = httpx.Client(timeout=15, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def ask(self, url: str, leg: Leg, fields: dict[str, str] | None = None) -> str:
        """The document that a webhook answers with. Raises httpx.HTTPError."""
        response = self._post(url, leg, {"CallStatus": "in-progress", **(fields or {})})
        response.raise_for_status()
        return response.text

    def report(self, url: str, leg: Leg, fields: dict[str, str]) -> None:
        """Tell a webhook, where one wants to be told; what it answers is of no matter."""
        if url:
            self._post(url, leg, fields)

    def _post(self, url: str, leg: Leg, fields: dict[str, str]) -> httpx.Response:
        ours = twilio_settings()
        sent = {
            "AccountSid": ours.account_sid,
            "ApiVersion": "2010-04-01",
            "CallSid": leg.sid,
            "Called": leg.to,
            "Caller": leg.caller,
            "Direction": leg.direction,
            "From": leg.caller,
            "To": leg.to,
            **({"ParentCallSid": leg.parent} if leg.parent else {}),
            **fields,
        }
        signature = RequestValidator(ours.auth_token).compute_signature(url, sent)
        return self._client.post(url, data=sent, headers={"X-Twilio-Signature": signature})
