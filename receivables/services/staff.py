"""The people at the billing office who may use the console."""

from __future__ import annotations

import base64
import datetime as dt
import hmac

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.domain.roles import Role
from receivables.policy.entry import LONGEST_PASSWORD, SHORTEST_PASSWORD
from receivables.services.conversations import MissingSecretKey
from receivables.settings import settings
from receivables.store.tables import StaffAccount

DEMONSTRATION_USERNAME = "demo-rep"

_hasher = PasswordHasher()  # argon2id with the figures of RFC 9106 for little memory


class UsernameTaken(ValueError):
    """Somebody of that username exists."""


class WeakPassword(ValueError):
    """The password is too short or too long."""


def add_staff(
    session: Session, username: str, password: str, name: str, role: Role, now: dt.datetime
) -> StaffAccount:
    """A new named account. Raises UsernameTaken and WeakPassword."""
    if find_staff(session, username) is not None:
        raise UsernameTaken(f"{normal(username)} exists; choose another username")
    account = StaffAccount(
        username=normal(username),
        name=name.strip(),
        role=role,
        password_hash=hash_password(password),
        created_at=now,
        disabled_at=None,
    )
    session.add(account)
    session.flush()
    return account


def find_staff(session: Session, username: str) -> StaffAccount | None:
    """The account of a username, in any case of letters."""
    return session.scalar(select(StaffAccount).filter_by(username=normal(username)))


def hash_password(password: str) -> str:
    """An argon2id hash with a salt of its own. Raises WeakPassword."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise WeakPassword(
            f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters; "
            "a few unrelated words make a good one"
        )
    return _hasher.hash(password)


def password_matches(password_hash: str, password: str) -> bool:
    """Whether the password is the one that was hashed."""
    try:
        return _hasher.verify(password_hash, password[: LONGEST_PASSWORD + 1])
    except (VerifyMismatchError, InvalidHashError):
        return False


def normal(username: str) -> str:
    """A username as it is kept."""
    return username.strip().casefold()


def ensure_demonstration_staff(session: Session, now: dt.datetime) -> tuple[str, str]:
    """The demonstration's representative, made when there is none: (username, password).

    The password comes from this installation's secret key: the same at every start, known to
    nobody else. Raises MissingSecretKey.
    """
    password = demonstration_password(settings().secret_key)
    account = find_staff(session, DEMONSTRATION_USERNAME)
    if account is None:
        add_staff(
            session,
            DEMONSTRATION_USERNAME,
            password,
            "Dana Reyes",
            Role.REPRESENTATIVE,
            now,
        )
    elif not password_matches(account.password_hash, password):
        account.password_hash = hash_password(password)
    return DEMONSTRATION_USERNAME, password


def demonstration_password(secret_key: str) -> str:
    """Four groups of four letters and digits, 80 bits. Raises MissingSecretKey."""
    if not secret_key:
        raise MissingSecretKey("set PLAINBILL_SECRET_KEY (32 random bytes in hex)")
    digest = hmac.new(secret_key.encode(), b"demonstration staff", "sha256").digest()
    letters = base64.b32encode(digest[:10]).decode().lower()
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))
