"""Authenticators: the second factor of staff, its enrolment and what it needs to be checked."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy.orm import Session

from receivables.policy.figures import load_policy
from receivables.policy.one_time_codes import authenticator_key, enrolment_address
from receivables.services.conversations import MissingSecretKey
from receivables.settings import settings
from receivables.store.tables import StaffAccount


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an authenticator is to take in: its key, and the address that a picture carries."""

    key: str
    address: str


def needs_code(account: StaffAccount) -> bool:
    """Whether the password alone is not enough (policy file, `staff`)."""
    required = load_policy(settings().policy_file).staff.second_factor
    return required and not account.demonstration


def begin_enrolment(session: Session, account: StaffAccount) -> Enrolment | None:
    """What to enrol; None when an authenticator is in use. The same until it is confirmed."""
    if account.authenticator_confirmed_at is not None:
        return None
    if account.authenticator_seed is None:
        account.authenticator_seed = secrets.token_hex(16)
        session.flush()
    key = key_of(account)
    issuer = load_policy(settings().policy_file).organisation.assistant_name
    return Enrolment(key, enrolment_address(key, account.username, issuer))


def forget_authenticator(account: StaffAccount) -> None:
    """Let the member enrol anew at the next log-in: for a lost phone."""
    account.authenticator_seed = None
    account.authenticator_confirmed_at = None


def key_of(account: StaffAccount) -> str:
    """The key of an account's authenticator. Raises MissingSecretKey."""
    secret_key = settings().secret_key
    if not secret_key:
        raise MissingSecretKey("set PLAINBILL_SECRET_KEY (32 random bytes in hex)")
    return authenticator_key(secret_key, account.authenticator_seed or "")
