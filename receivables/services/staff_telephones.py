"""Where the telephone reaches a representative, and whether calls are passed on to them now."""

from __future__ import annotations

import datetime as dt

import phonenumbers
from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.store.tables import StaffAccount


class InvalidPhone(ValueError):
    """What was given can't be called."""


class NoPhone(ValueError):
    """Nobody can be reached on the telephone whose number is not known."""


def e164(written: str) -> str:
    """A number in E.164; one without a country is of the United States. Raises InvalidPhone."""
    try:
        number = phonenumbers.parse(written, "US")
    except phonenumbers.NumberParseException:
        raise InvalidPhone("this is no telephone number") from None
    if not phonenumbers.is_possible_number(number):
        raise InvalidPhone("this is no telephone number")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def set_phone(session: Session, staff_id: int, written: str) -> StaffAccount:
    """Set where calls reach somebody; nothing written takes the number away, and with it their
    availability. Raises InvalidPhone, and NoResultFound for an unknown id."""
    account = session.get_one(StaffAccount, staff_id)
    account.phone = e164(written) if written.strip() else None
    if account.phone is None:
        account.available_since = None
    return account


def set_availability(
    session: Session, staff_id: int, available: bool, now: dt.datetime
) -> StaffAccount:
    """Take calls that are passed on, or take none. Everybody is away until they say otherwise.

    Raises NoPhone, and NoResultFound for an unknown id.
    """
    account = session.get_one(StaffAccount, staff_id)
    if available and not account.phone:
        raise NoPhone("Enter your telephone number first: calls are passed on to it.")
    if not available:
        account.available_since = None
    elif account.available_since is None:
        account.available_since = now
    return account


def available_staff(session: Session) -> list[StaffAccount]:
    """Everybody who takes calls now, the one who has waited longest first."""
    wanted = select(StaffAccount).where(
        StaffAccount.available_since.is_not(None),
        StaffAccount.phone.is_not(None),
        StaffAccount.disabled_at.is_(None),
    )
    return list(session.scalars(wanted.order_by(StaffAccount.available_since, StaffAccount.id)))
