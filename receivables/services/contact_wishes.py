"""When, where and how a person wants to be reached: recorded, looked up, ended."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.policy.contact.facts import Channel, InconvenientTime
from receivables.store.tables import ContactWish, WishKind


def record_inconvenient_time(
    session: Session, phone: str, time: InconvenientTime, source: str, now: dt.datetime
) -> ContactWish:
    """Hours of the person's own day in which nobody contacts them (compliance T3)."""
    details = {
        "start": time.start.isoformat("minutes"),
        "end": time.end.isoformat("minutes"),
        "weekdays": sorted(time.weekdays),
    }
    return _record(session, phone, WishKind.INCONVENIENT_TIME, details, source, now)


def bar_medium(
    session: Session, phone: str, channel: Channel, source: str, now: dt.datetime
) -> ContactWish:
    """No calls, or no texts unasked, until the person says otherwise (compliance T5)."""
    details = {"channel": channel.value}
    return _record(session, phone, WishKind.BARRED_MEDIUM, details, source, now)


def record_time_zone(
    session: Session, phone: str, time_zone: str, source: str, now: dt.datetime
) -> ContactWish:
    """Where the person says they live (IANA name). Raises ValueError for an unknown zone."""
    try:
        ZoneInfo(time_zone)
    except (KeyError, ValueError):
        raise ValueError(f"{time_zone} is no time zone") from None
    for known in wishes_of(session, phone):
        if known.kind is WishKind.TIME_ZONE:
            known.ended_at = now
    details = {"time_zone": time_zone}
    return _record(session, phone, WishKind.TIME_ZONE, details, source, now)


def record_work_number(
    session: Session, phone: str, employer_prohibits: bool, source: str, now: dt.datetime
) -> ContactWish:
    """The number reaches a place of work; the employer may forbid it (compliance T7)."""
    details = {"employer_prohibits": employer_prohibits}
    return _record(session, phone, WishKind.AT_WORK, details, source, now)


def wishes_of(session: Session, *phones: str) -> list[ContactWish]:
    """The wishes that stand for these numbers, oldest first."""
    standing = ContactWish.phone.in_(phones), ContactWish.ended_at.is_(None)
    return list(session.scalars(select(ContactWish).where(*standing).order_by(ContactWish.id)))


def end_wishes(session: Session, phone: str, now: dt.datetime) -> int:
    """End every wish for a number; how many there were."""
    ended = wishes_of(session, phone)
    for wish in ended:
        wish.ended_at = now
    return len(ended)


def inconvenient_time(wish: ContactWish) -> InconvenientTime:
    """The hours that a wish of this kind names."""
    details = wish.details
    start, end = (dt.time.fromisoformat(details[name]) for name in ("start", "end"))
    return InconvenientTime(start, end, frozenset(details["weekdays"]))


def _record(
    session: Session,
    phone: str,
    kind: WishKind,
    details: dict[str, Any],
    source: str,
    now: dt.datetime,
) -> ContactWish:
    for known in wishes_of(session, phone):
        if (known.kind, known.details) == (kind, details):
            return known
    wish = ContactWish(
        phone=phone, kind=kind, details=details, source=source, recorded_at=now, ended_at=None
    )
    session.add(wish)
    session.flush()
    return wish
