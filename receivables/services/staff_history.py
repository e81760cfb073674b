"""What staff see of the past: the insurers' decisions, consent given or taken back, contacts."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from receivables.store.tables import ClaimRecord, Consent, ContactAttempt, Encounter

LATEST = 5


def latest_claims(session: Session, guarantor_id: int, limit: int = LATEST) -> list[ClaimRecord]:
    """The insurers' latest decisions on a guarantor's visits, with their payments."""
    numbers = select(Encounter.account_number).where(Encounter.guarantor_id == guarantor_id)
    wanted = (
        select(ClaimRecord)
        .where(ClaimRecord.account_number.in_(numbers))
        .options(selectinload(ClaimRecord.payment))
        .order_by(ClaimRecord.effective_on.desc(), ClaimRecord.id.desc())
    )
    return list(session.scalars(wanted.limit(limit)))


def latest_consents(session: Session, phone: str, limit: int = LATEST) -> list[Consent]:
    """The latest yes and no of a number (E.164) to being contacted."""
    wanted = select(Consent).where(Consent.phone == phone).order_by(Consent.id.desc())
    return list(session.scalars(wanted.limit(limit)))


def latest_attempts(session: Session, phone: str, limit: int = LATEST) -> list[ContactAttempt]:
    """Our latest contacts with a number that nobody had asked for, and calls."""
    wanted = select(ContactAttempt).where(ContactAttempt.phone == phone)
    return list(session.scalars(wanted.order_by(ContactAttempt.id.desc()).limit(limit)))
