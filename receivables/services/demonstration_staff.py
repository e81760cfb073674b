"""The demonstration's staff: one of each role, to try the console with."""

from __future__ import annotations

import base64
import datetime as dt
import hmac

from sqlalchemy.orm import Session

from receivables.domain.roles import Role
from receivables.services.conversations import MissingSecretKey
from receivables.services.staff import add_staff, find_staff, hash_password, password_matches
from receivables.settings import settings

DEMONSTRATION_USERNAME = "demo-rep"
DEMONSTRATION_STAFF = {
    DEMONSTRATION_USERNAME: ("Dana Reyes", Role.REPRESENTATIVE, "+12165550191"),
    "demo-collector": ("Cole Whitaker", Role.COLLECTOR, "+12165550192"),
    "demo-supervisor": ("Sofia Marsh", Role.SUPERVISOR, "+12165550193"),
    "demo-admin": ("Ada Lindqvist", Role.ADMINISTRATOR, "+12165550194"),
}


def ensure_demonstration_staff(session: Session, now: dt.datetime) -> str:
    """Make those of DEMONSTRATION_STAFF who are not there; the password that all of them share.

    The password comes from this installation's secret key: the same at every start, known to
    nobody else. They need no authenticator. Raises MissingSecretKey.
    """
    password = demonstration_password(settings().secret_key)
    for username, (name, role, phone) in DEMONSTRATION_STAFF.items():
        account = find_staff(session, username)
        if account is None:
            add_staff(session, username, password, name, role, now, demonstration=True, phone=phone)
        else:
            account.demonstration = True
            account.phone = account.phone or phone
            if not password_matches(account.password_hash, password):
                account.password_hash = hash_password(password)
    return password


def demonstration_password(secret_key: str) -> str:
    """Four groups of four letters and digits, 80 bits. Raises MissingSecretKey."""
    if not secret_key:
        raise MissingSecretKey("set PLAINBILL_SECRET_KEY (32 random bytes in hex)")
    digest = hmac.new(secret_key.encode(), b"demonstration staff", "sha256").digest()
    letters = base64.b32encode(digest[:10]).decode().lower()
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))
