"""Pictures and papers that people text: kept for a person to look at, never understood as text."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import Enum, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from receivables.store.base import Base
from receivables.store.tables.conversations import InboundMessage


class DocumentState(StrEnum):
    """waiting -> kept; or refused, for what it is, how large, or how many."""

    WAITING = "waiting"
    KEPT = "kept"
    REFUSED = "refused"


class ReceivedDocument(Base):
    """One picture of a text, where the carrier has it (`url`) and, once kept, its `content`.

    `content_type` is the carrier's word until the content has been looked at; `why` says why one
    was refused. A worker that fetches it holds a lease.
    """

    __tablename__ = "received_document"
    __table_args__ = (
        UniqueConstraint("message_id", "position"),
        Index("ix_received_document_state_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("inbound_message.id"))
    position: Mapped[int]
    url: Mapped[str]
    content_type: Mapped[str]
    state: Mapped[DocumentState] = mapped_column(
        Enum(DocumentState, native_enum=False, length=20), default=DocumentState.WAITING
    )
    why: Mapped[str | None]
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    received_at: Mapped[dt.datetime]
    kept_at: Mapped[dt.datetime | None]
    leased_until: Mapped[dt.datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)

    message: Mapped[InboundMessage] = relationship()
