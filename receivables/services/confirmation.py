"""Proving oneself again within a session: what refunds and changes of rights ask for.

The password and, where the account has an authenticator, a code that was not used before; both
count with the tries to log in.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Engine

from receivables.services.authenticators import needs_code
from receivables.services.second_factor import use_code
from receivables.services.sessions import check_password, find_session, hashed
from receivables.store.database import transaction
from receivables.store.tables import StaffSession


def confirm(store: Engine, token: str, password: str, code: str, now: dt.datetime) -> bool:
    """Whether a session's owner proved themselves; it then counts as fresh (policy.entry).

    Raises TooManyAttempts.
    """
    with transaction(store) as session:
        found = find_session(session, token, now)
        username = found.account.username if found is not None else ""
    if found is None:
        return False
    account = check_password(store, username, password, now)
    if account is None or (needs_code(account) and not use_code(store, account.id, code, now)):
        return False
    with transaction(store) as session:
        session.get_one(StaffSession, hashed(token)).password_at = now
    return True
