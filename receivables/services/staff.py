"""The people at the billing office who may use the console."""

from __future__ import annotations

import datetime as dt

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.domain.roles import Role
from receivables.policy.entry import LONGEST_PASSWORD, SHORTEST_PASSWORD
from receivables.services.handoff_steps import leave_all
from receivables.services.staff_telephones import e164
from receivables.store.tables import StaffAccount

_hasher = PasswordHasher()  # argon2id with the figures of RFC 9106 for little memory


class UsernameTaken(ValueError):
    """Somebody of that username exists."""


class WeakPassword(ValueError):
    """The password is too short or too long."""


class UnknownUsername(LookupError):
    """Nobody has that username."""


def add_staff(
    session: Session,
    username: str,
    password: str,
    name: str,
    role: Role,
    now: dt.datetime,
    *,
    demonstration: bool = False,
    phone: str | None = None,
) -> StaffAccount:
    """A new named account; `phone` is where calls reach them.

    Raises UsernameTaken, WeakPassword and InvalidPhone.
    """
    if find_staff(session, username) is not None:
        raise UsernameTaken(f"{normal(username)} exists; choose another username")
    account = StaffAccount(
        username=normal(username),
        name=name.strip(),
        role=role,
        password_hash=hash_password(password),
        created_at=now,
        disabled_at=None,
        demonstration=demonstration,
        phone=e164(phone) if phone else None,
    )
    session.add(account)
    session.flush()
    return account


def find_staff(session: Session, username: str) -> StaffAccount | None:
    """The account of a username, in any case of letters."""
    return session.scalar(select(StaffAccount).filter_by(username=normal(username)))


def get_staff(session: Session, username: str) -> StaffAccount:
    """The account of a username. Raises UnknownUsername."""
    found = find_staff(session, username)
    if found is None:
        raise UnknownUsername(f"nobody has the username {normal(username)}")
    return found


def all_staff(session: Session) -> list[StaffAccount]:
    """Everybody who has or had an account, by username."""
    return list(session.scalars(select(StaffAccount).order_by(StaffAccount.username)))


def disable(session: Session, account: StaffAccount, now: dt.datetime) -> None:
    """End an account: its sessions count no more, and conversations it had wait again.

    An account that was disabled before stays so.
    """
    account.disabled_at = account.disabled_at or now
    account.available_since = None
    leave_all(session, account.id)


def colleagues(session: Session, staff_id: int) -> list[StaffAccount]:
    """Everybody else who can log in, by name."""
    wanted = select(StaffAccount).where(
        StaffAccount.disabled_at.is_(None), StaffAccount.id != staff_id
    )
    return list(session.scalars(wanted.order_by(StaffAccount.name, StaffAccount.id)))


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
