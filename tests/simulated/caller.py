"""One phone that texts a running system, and what the store then says of it."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass

from sqlalchemy import Engine, exists, select

from receivables.domain.handoffs import OPEN
from receivables.services.consents import is_opted_out
from receivables.services.conversations import conversation_id
from receivables.services.holds import active_holds
from receivables.store.database import reading
from receivables.store.tables import (
    Guarantor,
    Handoff,
    InboundMessage,
    InboundState,
    OutboundMessage,
    OutboundState,
    PaymentArrangement,
    Verification,
    WorkItem,
)
from telephony.handset import Handset

ON_THE_WAY = (OutboundState.PENDING, OutboundState.SENDING)
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Facts:
    """What stands in the store: `rows` are kinds of open work, `handoff`, `arrangement` …"""

    verified: bool
    rows: frozenset[str]


class Caller:
    """Texts one at a time. Several may text at once, each from a thread of its own."""

    def __init__(self, handset: Handset, store: Engine, secret_key: str, phone: str, ours: str):
        self._handset = handset
        self._store = store
        self._phone = phone
        self._talk = conversation_id("sms", phone, ours, secret_key)
        self._seen = 0

    def say(self, text: str) -> list[str]:
        """What comes back until the text is dealt with. Raises TimeoutError."""
        sid = self._handset.text(self._phone, text)
        end = time.monotonic() + PATIENCE_SECONDS
        while not self._is_answered(sid):
            if time.monotonic() > end:
                raise TimeoutError(f"nothing within {PATIENCE_SECONDS} seconds")
            time.sleep(0.05)
        received = self._handset.messages(self._phone, self._seen)
        self._seen = received[-1].number if received else self._seen
        return [message.body for message in received]

    def facts(self) -> Facts:
        """What the store says now."""
        with reading(self._store) as session:
            mine = select(Guarantor.id).where(Guarantor.phone == self._phone)
            work = select(WorkItem).where(
                WorkItem.conversation_id == self._talk, WorkItem.closed_at.is_(None)
            )
            items = list(session.scalars(work))
            rows = {item.kind for item in items}
            handoff = exists().where(Handoff.conversation_id == self._talk, Handoff.state.in_(OPEN))
            arrangement = exists().where(PaymentArrangement.guarantor_id.in_(mine))
            verified = exists().where(
                Verification.conversation_id == self._talk,
                Verification.expires_at > dt.datetime.now(dt.UTC),
            )
            found = {
                "handoff": session.scalar(select(handoff)),
                "arrangement": session.scalar(select(arrangement)),
                "opted_out": is_opted_out(session, self._phone, "sms"),
                "hold": bool(active_holds(session, self._phone)),
                "addition": any("added" in item.details for item in items),
            }
            rows |= {name for name, is_there in found.items() if is_there}
            return Facts(session.scalar(select(verified)) is True, frozenset(rows))

    def _is_answered(self, sid: str) -> bool:
        with reading(self._store) as session:
            done = exists().where(
                InboundMessage.message_sid == sid, InboundMessage.state == InboundState.DONE
            )
            waiting = exists().where(
                OutboundMessage.conversation_id == self._talk,
                OutboundMessage.state.in_(ON_THE_WAY),
            )
            return session.scalar(select(done & ~waiting)) is True
