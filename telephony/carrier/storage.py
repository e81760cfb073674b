"""What the local carrier keeps, in a file of its own: it knows nothing of our store."""

from __future__ import annotations

import datetime as dt
from functools import cache

from sqlalchemy import Engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from receivables.settings import settings
from receivables.store.database import make_engine
from receivables.store.types import UtcMoment

CALL_OVER = ("completed", "busy", "no-answer", "failed", "canceled")
FINAL = ("delivered", "undelivered", "failed")


class CarrierBase(DeclarativeBase):
    """The carrier's tables."""

    type_annotation_map = {dt.datetime: UtcMoment}


class CarrierMessage(CarrierBase):
    """A text that the carrier took, under the names of Twilio's Message resource."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    sid: Mapped[str] = mapped_column(unique=True)
    account_sid: Mapped[str]
    to_number: Mapped[str] = mapped_column(index=True)
    from_number: Mapped[str]
    body: Mapped[str]
    status: Mapped[str] = mapped_column(default="queued", index=True)
    error_code: Mapped[int | None]
    status_callback: Mapped[str] = mapped_column(default="")
    date_created: Mapped[dt.datetime]
    date_sent: Mapped[dt.datetime | None]
    date_updated: Mapped[dt.datetime]


class CarrierCall(CarrierBase):
    """A leg of a call, under the names of Twilio's Call resource.

    `document` is TwiML that it is to hear from now on instead of what it hears; `heard` is what
    was said to whoever answered.
    """

    __tablename__ = "call"

    id: Mapped[int] = mapped_column(primary_key=True)
    sid: Mapped[str] = mapped_column(unique=True)
    parent_sid: Mapped[str | None]
    account_sid: Mapped[str]
    to_number: Mapped[str] = mapped_column(index=True)
    from_number: Mapped[str]
    status: Mapped[str] = mapped_column(default="queued")
    answered_by: Mapped[str | None]
    document: Mapped[str] = mapped_column(default="")
    heard: Mapped[str] = mapped_column(default="")
    date_created: Mapped[dt.datetime]
    date_updated: Mapped[dt.datetime]


class CarrierPhone(CarrierBase):
    """How a phone takes calls: who answers (`human`, `machine`), or else how the call ends
    (`busy`, `no-answer`, `failed`); the key that they press."""

    __tablename__ = "phone"

    phone: Mapped[str] = mapped_column(primary_key=True)
    answers: Mapped[str] = mapped_column(default="human")
    presses: Mapped[str] = mapped_column(default="1")


class BlockedNumber(CarrierBase):
    """A phone that has opted out at the carrier: sending to it is refused with 21610."""

    __tablename__ = "blocked_number"

    phone: Mapped[str] = mapped_column(primary_key=True)


@cache
def carrier_engine() -> Engine:
    """The carrier's file in the state folder, made at first use."""
    settings().state_folder.mkdir(parents=True, exist_ok=True)
    made = make_engine(f"sqlite:///{settings().state_folder / 'carrier.db'}")
    CarrierBase.metadata.create_all(made)
    return made


def is_blocked(session: Session, phone: str) -> bool:
    """Whether a phone has opted out at the carrier."""
    return session.get(BlockedNumber, phone) is not None


def block(session: Session, phone: str, blocked: bool) -> None:
    """Let a phone opt out at the carrier, or in again."""
    there = session.get(BlockedNumber, phone)
    if blocked and there is None:
        session.add(BlockedNumber(phone=phone))
    elif there is not None and not blocked:
        session.delete(there)


def unfinished(session: Session) -> list[str]:
    """SIDs of the texts whose last report has not been sent."""
    wanted = select(CarrierMessage.sid).where(CarrierMessage.status.not_in(FINAL))
    return list(session.scalars(wanted.order_by(CarrierMessage.id)))


def received_by(session: Session, phone: str, after: int) -> list[CarrierMessage]:
    """What a phone has received since the carrier's number `after`, oldest first."""
    wanted = select(CarrierMessage).where(
        CarrierMessage.to_number == phone, CarrierMessage.id > after
    )
    return list(session.scalars(wanted.order_by(CarrierMessage.id)))
