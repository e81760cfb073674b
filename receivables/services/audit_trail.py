"""The audit trail: every view of an account and every act of the staff (45 CFR 164.312(b))."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.policy.audit_chain import (
    FIRST,
    ChainedRow,
    Fault,
    WrittenAct,
    chain_key,
    first_fault,
    row_hash,
)
from receivables.services.conversations import MissingSecretKey
from receivables.settings import settings
from receivables.store.tables import AuditEntry

AUDIT_LOCK = 7205552  # any number, the same in every process
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the trail stands: its first fault, or none; how many rows fit; the hash of the last."""

    fault: Fault | None
    fitting: int
    last_hash: str


def record_act(
    session: Session,
    staff_account_id: int | None,
    act: Act,
    now: dt.datetime,
    conversation_id: str | None = None,
    guarantor_id: int | None = None,
    details: Mapping[str, str | int] | None = None,
) -> None:
    """Write an act to the end of the trail; None acts from the command line.

    Writers take turns until they commit, so this belongs at the end of a transaction. `details`
    are codes and numbers, never words of a person. Raises MissingSecretKey.
    """
    key, kept = _key(), dict(details or {})
    if session.get_bind().dialect.name == "postgresql":  # on SQLite one transaction writes at once
        session.execute(select(func.pg_advisory_xact_lock(AUDIT_LOCK)))
    newest = select(AuditEntry.number, AuditEntry.hash).order_by(AuditEntry.number.desc()).limit(1)
    number, before = session.execute(newest).first() or (0, FIRST)
    content = WrittenAct(
        number + 1, now, staff_account_id, act.value, conversation_id, guarantor_id, kept
    )
    session.add(
        AuditEntry(
            number=content.number,
            at=now,
            staff_account_id=staff_account_id,
            act=content.act,
            conversation_id=conversation_id,
            guarantor_id=guarantor_id,
            details=kept,
            previous_hash=before,
            hash=row_hash(key, before, content),
        )
    )
    session.flush()


def verify_trail(session: Session) -> Verdict:
    """Look at every row of the trail. Raises MissingSecretKey."""
    seen = _Seen()
    fault = first_fault(_key(), seen.watch(_rows(session)))
    if fault is None:
        return Verdict(None, seen.count, seen.last.hash if seen.last else FIRST)
    return Verdict(fault, seen.count - 1, seen.last.previous_hash if seen.last else FIRST)


def holds_hash(session: Session, wanted: str) -> bool:
    """Whether a row of the trail has this hash, kept elsewhere at an earlier time."""
    return session.scalar(select(exists().where(AuditEntry.hash == wanted))) is True


def acts_of(session: Session, staff_account_id: int) -> list[AuditEntry]:
    """What a member of the staff looked at and did, oldest first."""
    wanted = select(AuditEntry).where(AuditEntry.staff_account_id == staff_account_id)
    return list(session.scalars(wanted.order_by(AuditEntry.number)))


def latest_acts(session: Session, limit: int = 200) -> list[AuditEntry]:
    """The latest of the trail, newest first."""
    return list(session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(limit)))


class _Seen:
    """Counts rows as they pass."""

    def __init__(self) -> None:
        self.count = 0
        self.last: ChainedRow | None = None

    def watch(self, rows: Iterable[ChainedRow]) -> Iterator[ChainedRow]:
        for self.last in rows:
            self.count += 1
            yield self.last


def _rows(session: Session) -> Iterator[ChainedRow]:
    wanted = select(AuditEntry).order_by(AuditEntry.number).execution_options(yield_per=BATCH)
    for row in session.scalars(wanted):
        content = WrittenAct(
            row.number,
            row.at,
            row.staff_account_id,
            row.act,
            row.conversation_id,
            row.guarantor_id,
            row.details,
        )
        yield ChainedRow(content, row.previous_hash, row.hash)


def _key() -> bytes:
    if not settings().secret_key:
        raise MissingSecretKey("set PLAINBILL_SECRET_KEY (32 random bytes in hex)")
    return chain_key(settings().secret_key)
