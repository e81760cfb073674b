"""A phone for tests that need no carrier: texts go into the store as the webhook would put them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import Engine

from receivables.services.conversations import conversation_for
from receivables.store.database import transaction
from receivables.store.tables import InboundMessage, InboundState

OUR_NUMBER = "+12165550100"


@dataclass(frozen=True)
class Received:
    body: str
    status: str
    date_created: str


@dataclass
class FakeHandset:
    """`refuses` makes the webhook answer 403; `inbox` is what each phone has received."""

    store: Engine
    now: dt.datetime
    refuses: bool = False
    secret_key: str = "secret"
    inbox: dict[str, list[Received]] = field(default_factory=dict)
    sent: int = 0
    state: InboundState = InboundState.RECEIVED

    def text(self, phone: str, body: str, media: int = 0) -> str:
        if self.refuses:
            raise RuntimeError("the webhook answered 403")
        self.sent += 1
        with transaction(self.store) as session:
            thread = conversation_for(session, "sms", phone, OUR_NUMBER, self.secret_key, self.now)
            sid = f"SM{self.sent:032x}"
            session.add(
                InboundMessage(
                    message_sid=sid,
                    conversation_id=thread.id,
                    body=body,
                    media_count=media,
                    received_at=self.now + dt.timedelta(seconds=self.sent),
                    state=self.state,
                )
            )
        return sid

    def receive(self, phone: str, body: str, status: str = "delivered") -> None:
        """Let a reply arrive, just after the phone's last text."""
        at = self.now + dt.timedelta(seconds=self.sent, milliseconds=500)
        self.inbox.setdefault(phone, []).append(Received(body, status, at.isoformat()))

    def messages(self, phone: str, after: int = 0) -> list[Received]:
        return self.inbox.get(phone, [])
