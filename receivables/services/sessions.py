"""Logging in to the console, staying in, and leaving."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import threading
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.policy.entry import CODE_WITHIN, LOG_IN_WINDOW, session_lasts
from receivables.services.audit_trail import record_act
from receivables.services.authenticators import needs_code
from receivables.services.entry_attempts import begin_attempt
from receivables.services.staff import find_staff, hash_password, normal, password_matches
from receivables.store.database import transaction
from receivables.store.tables import EntryAttempt, StaffAccount, StaffSession

SEEN_EVERY = dt.timedelta(minutes=1)

# Each check takes 64 MiB for about 50 ms: a flood of tries must not take the machine's memory.
_checks = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class LogIn:
    """A new session's token; not `complete` while an authenticator's code is still to come."""

    token: str
    complete: bool


def log_in(store: Engine, username: str, password: str, now: dt.datetime) -> LogIn | None:
    """A new session when the password is right, else None.

    An unknown username takes as long as a known one. Raises TooManyAttempts. The store is not
    locked while the password is checked.
    """
    account = check_password(store, username, password, now)
    if account is None:
        return None
    with transaction(store) as session:
        complete = not needs_code(account)
        token = start_session(session, account.id, now, complete=complete)
        if complete:
            record_act(session, account.id, Act.LOG_IN, now)
    return LogIn(token, complete)


def check_password(
    store: Engine, username: str, password: str, now: dt.datetime
) -> StaffAccount | None:
    """The account that a username and a right password open, else None. Raises TooManyAttempts."""
    with _checks:
        with transaction(store) as session:
            place = f"console:{normal(username)[:100]}"
            attempt = begin_attempt(session, place, LOG_IN_WINDOW, now)
            account = find_staff(session, username)
        known = account is not None and account.disabled_at is None
        kept = account.password_hash if account is not None and known else _nobodys_hash()
        if not password_matches(kept, password) or account is None or not known:
            return None
        with transaction(store) as session:
            session.get_one(EntryAttempt, attempt.id).succeeded = True
        return account


@cache
def _nobodys_hash() -> str:
    return hash_password(secrets.token_urlsafe())


def start_session(
    session: Session,
    staff_id: int,
    now: dt.datetime,
    *,
    complete: bool,
    password_at: dt.datetime | None = None,
) -> str:
    """A session for somebody whose password was right, now or at `password_at`.

    Its token, of which only a hash is kept.
    """
    token = secrets.token_urlsafe(32)
    session.add(
        StaffSession(
            token_hash=hashed(token),
            staff_account_id=staff_id,
            form_token=secrets.token_urlsafe(32),
            started_at=now,
            seen_at=now,
            ended_at=None,
            complete=complete,
            password_at=password_at or now,
        )
    )
    session.flush()
    return token


def find_session(session: Session, token: str, now: dt.datetime) -> StaffSession | None:
    """The session of a token while it stands: complete, not ended, not idle, not too old."""
    found = _standing(session, token)
    if found is None or not found.complete:
        return None
    return found if session_lasts(found.started_at, found.seen_at, now) else None


def find_half_session(session: Session, token: str, now: dt.datetime) -> StaffSession | None:
    """The session of somebody whose password was right and whose code is still to come."""
    found = _standing(session, token)
    if found is None or found.complete or now - found.started_at >= CODE_WITHIN:
        return None
    return found


def _standing(session: Session, token: str) -> StaffSession | None:
    found = session.get(StaffSession, hashed(token))
    if found is None or found.ended_at is not None or found.account.disabled_at is not None:
        return None
    return found


def mark_seen(session: Session, token: str, now: dt.datetime) -> None:
    """Somebody used the session: it idles from now on. Once a minute is exact enough."""
    found = find_session(session, token, now)
    if found is not None and now - found.seen_at >= SEEN_EVERY:
        found.seen_at = now


def log_out(session: Session, token: str, now: dt.datetime) -> None:
    """End the session of a token; an unknown one changes nothing."""
    found = session.get(StaffSession, hashed(token))
    if found is not None and found.ended_at is None:
        found.ended_at = now
        record_act(session, found.staff_account_id, Act.LOG_OUT, now)


def hashed(token: str) -> str:
    """What is kept of a random token: it can't be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()
