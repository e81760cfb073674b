"""Who of the staff looked at, or did, what: an append-only log (45 CFR 164.312(b))."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.store.tables import AccountView


def record_view(
    session: Session,
    staff_account_id: int,
    act: str,
    now: dt.datetime,
    conversation_id: str | None = None,
    guarantor_id: int | None = None,
) -> None:
    """Write down an act: `open_conversation`, `open_account`, `reply`, `give_back`,
    `send_bill_link`, `record_disclosure`."""
    session.add(
        AccountView(
            staff_account_id=staff_account_id,
            conversation_id=conversation_id,
            guarantor_id=guarantor_id,
            act=act,
            at=now,
        )
    )
    session.flush()


def views_of(session: Session, staff_account_id: int) -> list[AccountView]:
    """What a member of the staff looked at, oldest first."""
    wanted = select(AccountView).where(AccountView.staff_account_id == staff_account_id)
    return list(session.scalars(wanted.order_by(AccountView.id)))
