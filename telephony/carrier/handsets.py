"""The phones at the other end: what each has received, and whether it blocks us."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field
from sqlalchemy import select

from receivables.store.database import reading, transaction
from telephony.carrier.access import Account
from telephony.carrier.storage import CarrierCall, CarrierPhone, block, carrier_engine, received_by

router = APIRouter(prefix="/handset")


class Received(BaseModel):
    """Whose texts are asked for, and the number of the last one that is known already."""

    phone: str
    after: int = Field(default=0, ge=0)


class Blocking(BaseModel):
    """Whether a phone opts out at the carrier."""

    phone: str
    blocked: bool


class Answering(BaseModel):
    """How a phone takes calls from now on."""

    phone: str
    answers: Literal["human", "machine", "busy", "no-answer", "failed"] = "human"
    presses: str = "1"


@router.post("/messages")
def received(wanted: Received, account: Account) -> list[dict[str, Any]]:
    """Texts that a phone has received, oldest first. Asked by POST: no number in an address."""
    with reading(carrier_engine()) as session:
        return [
            {
                "number": message.id,
                "sid": message.sid,
                "body": message.body,
                "status": message.status,
                "date_created": message.date_created.isoformat(),
            }
            for message in received_by(session, wanted.phone, wanted.after)
        ]


@router.post("/blocked")
def blocked(wanted: Blocking, account: Account) -> dict[str, bool]:
    """Let a phone opt out at the carrier itself, as a STOP that only the carrier sees does."""
    with transaction(carrier_engine()) as session:
        block(session, wanted.phone, wanted.blocked)
    return {"blocked": wanted.blocked}


@router.post("/answering")
def answering(wanted: Answering, account: Account) -> dict[str, str]:
    """Decide how a phone takes calls: each is picked up by a person who presses 1 until then."""
    with transaction(carrier_engine()) as session:
        session.merge(CarrierPhone(**wanted.model_dump()))
    return {"answers": wanted.answers}


@router.post("/calls")
def calls(wanted: Received, account: Account) -> list[dict[str, Any]]:
    """The calls that a phone has got, oldest first, and what was said in each."""
    with reading(carrier_engine()) as session:
        found = session.scalars(
            select(CarrierCall)
            .where(CarrierCall.to_number == wanted.phone, CarrierCall.id > wanted.after)
            .order_by(CarrierCall.id)
        )
        return [
            {"number": call.id, "sid": call.sid, "status": call.status, "heard": call.heard}
            for call in found
        ]
