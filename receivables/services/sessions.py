"""Logging in to the console, staying in, and leaving."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import threading
from functools import cache

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from receivables.policy.entry import LOG_IN_WINDOW, session_lasts
from receivables.services.entry_attempts import begin_attempt
from receivables.services.staff import find_staff, hash_password, normal, password_matches
from receivables.store.database import transaction
from receivables.store.tables import EntryAttempt, StaffAccount, StaffSession

SEEN_EVERY = dt.timedelta(minutes=1)

# Each check takes 64 MiB for about 50 ms: a flood of tries must not take the machine's memory.
_checks = threading.BoundedSemaphore(2)


def log_in(store: Engine, username: str, password: str, now: dt.datetime) -> str | None:
    """A new session's token when the password is right, else None.

    An unknown username takes as long as a known one. Raises TooManyAttempts. The store is not
    locked while the password is checked.
    """
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
            return start_session(session, account, now)


@cache
def _nobodys_hash() -> str:
    return hash_password(secrets.token_urlsafe())


def start_session(session: Session, account: StaffAccount, now: dt.datetime) -> str:
    """A session for somebody whose password was right; its token, of which only a hash is kept."""
    token = secrets.token_urlsafe(32)
    session.add(
        StaffSession(
            token_hash=hashed(token),
            staff_account_id=account.id,
            form_token=secrets.token_urlsafe(32),
            started_at=now,
            seen_at=now,
            ended_at=None,
        )
    )
    session.flush()
    return token


def find_session(session: Session, token: str, now: dt.datetime) -> StaffSession | None:
    """The session of a token while it stands: not ended, not idle for long, not too old."""
    found = session.get(StaffSession, hashed(token))
    if found is None or found.ended_at is not None or found.account.disabled_at is not None:
        return None
    return found if session_lasts(found.started_at, found.seen_at, now) else None


def mark_seen(session: Session, token: str, now: dt.datetime) -> None:
    """Somebody used the session: it idles from now on. Once a minute is exact enough."""
    found = find_session(session, token, now)
    if found is not None and now - found.seen_at >= SEEN_EVERY:
        found.seen_at = now


def log_out(session: Session, token: str, now: dt.datetime) -> None:
    """End the session of a token; an unknown one changes nothing."""
    found = session.get(StaffSession, hashed(token))
    if found is not None:
        found.ended_at = found.ended_at or now


def hashed(token: str) -> str:
    """What is kept of a random token: it can't be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()
