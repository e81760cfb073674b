"""What a person at the billing office has to do, with all that was learned."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import and_, false, or_, select, true
from sqlalchemy.orm import Session

from receivables.store.tables import WorkItem


def open_work_item(
    session: Session,
    kind: str,
    details: dict[str, Any],
    request_id: str,
    now: dt.datetime,
    guarantor_id: int | None = None,
    encounter_id: int | None = None,
    conversation_id: str | None = None,
    due_on: dt.date | None = None,
) -> WorkItem:
    """Record work of a kind; the same `request_id` and kind again gives the first row."""
    known = session.scalar(select(WorkItem).filter_by(request_id=request_id, kind=kind))
    if known is not None:
        return known
    item = WorkItem(
        kind=kind,
        details=details,
        request_id=request_id,
        opened_at=now,
        guarantor_id=guarantor_id,
        encounter_id=encounter_id,
        conversation_id=conversation_id,
        due_on=due_on,
    )
    session.add(item)
    session.flush()
    return item


def add_to_work_item(item: WorkItem, request_id: str, said: str) -> None:
    """Keep what the person told later; once for each `request_id`."""
    added = {**item.details.get("added", {}), request_id: said}
    item.details = {**item.details, "added": added}


def close_work_item(session: Session, kind: str, request_id: str, now: dt.datetime) -> None:
    """The work of this kind that this request opened is done, if it was open."""
    item = session.scalar(select(WorkItem).filter_by(request_id=request_id, kind=kind))
    if item is not None and item.closed_at is None:
        item.closed_at = now


def supersede_work_items(
    session: Session, kind: str, guarantor_id: int, now: dt.datetime, **by: Any
) -> int:
    """Close a guarantor's open items of a kind, saying what took their place; how many."""
    items = [item for item in open_work_items(session, guarantor_id) if item.kind == kind]
    for item in items:
        item.details = {**item.details, "superseded_by": by}
        item.closed_at = now
    return len(items)


def open_work_items(session: Session, guarantor_id: int) -> list[WorkItem]:
    """All of a guarantor's items that are not closed, the latest first."""
    wanted = select(WorkItem).where(
        WorkItem.guarantor_id == guarantor_id, WorkItem.closed_at.is_(None)
    )
    return list(session.scalars(wanted.order_by(WorkItem.id.desc())))


def open_work_item_of(
    session: Session, kind: str, guarantor_id: int | None, conversation_id: str
) -> WorkItem | None:
    """The latest item of the kind that is not closed: the guarantor's, or the conversation's
    from while nobody was verified."""
    owner = or_(
        WorkItem.guarantor_id == guarantor_id if guarantor_id is not None else false(),
        and_(
            WorkItem.conversation_id == conversation_id,
            WorkItem.guarantor_id.is_(None) if guarantor_id is not None else true(),
        ),
    )
    return session.scalar(
        select(WorkItem)
        .where(WorkItem.kind == kind, WorkItem.closed_at.is_(None), owner)
        .order_by(WorkItem.id.desc())
        .limit(1)
    )
