"""Documents that people text us: noted with the text, fetched by a worker, opened by staff."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from receivables.policy.documents import MOST_IN_A_DAY, MOST_IN_A_TEXT, kind_of
from receivables.services.sending import pause_after
from receivables.services.work_items import open_work_item
from receivables.store.tables import (
    Conversation,
    DocumentState,
    InboundMessage,
    ReceivedDocument,
)

MOST_ATTEMPTS = 8
WORK = "look_at_picture"  # one for all the pictures of a text


def note_documents(
    session: Session, message: InboundMessage, media: Iterable[tuple[str, str]], now: dt.datetime
) -> None:
    """Note the (address, content type) of what came with a text. Beyond the day's measure of a
    number they are noted as refused."""
    found = list(media)[:MOST_IN_A_TEXT]
    if not found:
        return
    conversation = session.get_one(Conversation, message.conversation_id)
    so_far = _lately(session, conversation.phone, now)
    for position, (url, content_type) in enumerate(found):
        many = so_far + position >= MOST_IN_A_DAY
        session.add(
            ReceivedDocument(
                message_id=message.id,
                position=position,
                url=url,
                content_type=content_type[:100],
                state=DocumentState.REFUSED if many else DocumentState.WAITING,
                why="too many" if many else None,
                received_at=now,
                attempts=0,
            )
        )


def has_waiting(session: Session, now: dt.datetime) -> bool:
    """Whether any document is to be fetched: a cheap look."""
    return session.scalar(select(exists().where(_ready(now)))) is True


def claim_next(session: Session, now: dt.datetime, lease: dt.timedelta) -> ReceivedDocument | None:
    """Take the oldest document to fetch, for as long as the lease."""
    wanted = select(ReceivedDocument).where(_ready(now)).order_by(ReceivedDocument.id).limit(1)
    document = session.scalar(wanted.with_for_update(skip_locked=True))
    if document is not None:
        document.leased_until = now + lease
        document.attempts += 1
    return document


def keep_document(session: Session, document_id: int, content: bytes, now: dt.datetime) -> None:
    """Keep what was fetched, as what it is; what it may not be is refused. Once."""
    document = session.get_one(ReceivedDocument, document_id, with_for_update=True)
    if document.state is not DocumentState.WAITING:
        return
    kind = kind_of(content)
    if kind is None:
        refuse_document(session, document_id, "no picture and no PDF")
        return
    document.content, document.content_type = content, kind
    document.state, document.kept_at, document.leased_until = DocumentState.KEPT, now, None
    open_work_item(
        session,
        WORK,
        {},
        document.message.message_sid,
        now,
        conversation_id=document.message.conversation_id,
    )


def refuse_document(session: Session, document_id: int, why: str) -> None:
    """Keep nothing of a document but that it came, and why it is not here."""
    document = session.get_one(ReceivedDocument, document_id, with_for_update=True)
    if document.state is DocumentState.WAITING:
        document.state, document.why, document.leased_until = DocumentState.REFUSED, why, None


def fetch_later(session: Session, document_id: int, now: dt.datetime) -> None:
    """The carrier could not give it: again after a pause that grows, or no more."""
    document = session.get_one(ReceivedDocument, document_id, with_for_update=True)
    if document.attempts >= MOST_ATTEMPTS:
        refuse_document(session, document_id, "the carrier has it no more")
    elif document.state is DocumentState.WAITING:
        document.leased_until = now + pause_after(document.attempts + 2)


def documents_of(session: Session, conversation_id: str) -> Sequence[ReceivedDocument]:
    """What came in a conversation, the newest first."""
    wanted = select(ReceivedDocument).join(InboundMessage)
    mine = wanted.where(InboundMessage.conversation_id == conversation_id)
    return list(session.scalars(mine.order_by(ReceivedDocument.id.desc()).limit(50)))


def kept_document(
    session: Session, conversation_id: str, document_id: int
) -> tuple[bytes, str] | None:
    """The content and type of a document of this conversation; None where it is not kept."""
    wanted = select(ReceivedDocument).join(InboundMessage)
    found = session.scalar(
        wanted.where(
            ReceivedDocument.id == document_id,
            InboundMessage.conversation_id == conversation_id,
            ReceivedDocument.state == DocumentState.KEPT,
        )
    )
    return (found.content, found.content_type) if found is not None and found.content else None


def _ready(now: dt.datetime) -> ColumnElement[bool]:
    leased = ReceivedDocument.leased_until
    return and_(
        ReceivedDocument.state == DocumentState.WAITING, or_(leased.is_(None), leased <= now)
    )


def _lately(session: Session, phone: str, now: dt.datetime) -> int:
    wanted = (
        select(func.count())
        .select_from(ReceivedDocument)
        .join(InboundMessage)
        .join(Conversation, InboundMessage.conversation_id == Conversation.id)
        .where(
            Conversation.phone == phone,
            ReceivedDocument.received_at > now - dt.timedelta(days=1),
        )
    )
    return session.scalar(wanted) or 0
