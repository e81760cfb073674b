"""Reasons not to ask a person for money, and since when."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from receivables.services.outbox import withdraw_notices
from receivables.store.tables import Hold

# Under these a person answers, not the assistant (compliance T8, T9, D4).
FOR_A_PERSON = frozenset({"bankruptcy", "attorney", "cease", "deceased"})


def place_hold(
    session: Session,
    phone: str,
    kind: str,
    source: str,
    now: dt.datetime,
    guarantor_id: int | None = None,
) -> Hold:
    """Place a hold on a number (E.164); an active one of the same kind is returned as it is.

    Under a hold that leaves the person to people, notices waiting to be sent to the number are
    withdrawn at once (compliance D4: one that was already queued is a violation too).
    """
    for hold in active_holds(session, phone):
        if hold.kind == kind:
            hold.guarantor_id = hold.guarantor_id or guarantor_id
            return hold
    hold = Hold(
        phone=phone,
        guarantor_id=guarantor_id,
        kind=kind,
        source=source,
        placed_at=now,
        released_at=None,
    )
    session.add(hold)
    session.flush()
    if kind in FOR_A_PERSON:
        withdraw_notices(session, phone, now)
    return hold


def active_holds(session: Session, phone: str, guarantor_id: int | None = None) -> list[Hold]:
    """The holds on a number, or on a guarantor under any number, oldest first."""
    whose = Hold.phone == phone
    if guarantor_id is not None:
        whose = or_(whose, Hold.guarantor_id == guarantor_id)
    wanted = select(Hold).where(whose, Hold.released_at.is_(None)).order_by(Hold.id)
    return list(session.scalars(wanted))


def release_hold(session: Session, hold_id: int, now: dt.datetime) -> None:
    """End a hold; one that has ended stays as it is. Raises NoResultFound for an unknown id."""
    hold = session.get_one(Hold, hold_id)
    hold.released_at = hold.released_at or now
