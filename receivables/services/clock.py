"""The organisation's calendar and hours."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from receivables.policy.figures import load_policy
from receivables.policy.office_hours import is_open, next_open, promised_by
from receivables.settings import settings

_SHAPES = {
    "en": ("EEEE, MMM d, h:mm a", "en_US"),
    "es": ("EEEE d 'de' MMMM, h:mm a", "es_US"),
}


def organisation_date(now: dt.datetime) -> dt.date:
    """The calendar date at the organisation at a moment (aware)."""
    return now.astimezone(organisation_zone()).date()


def organisation_zone() -> ZoneInfo:
    """Where the organisation is."""
    return ZoneInfo(load_policy(settings().policy_file).organisation.time_zone)


def moment_said(at: dt.datetime, language: str) -> str:
    """A moment (aware) at the organisation as people say it: `Friday, Nov 27, 8:40 AM`.

    It ends without a full stop, so that it can end a sentence.
    """
    shape, locale = _SHAPES[language]
    said = str(format_datetime(at, shape, tzinfo=organisation_zone(), locale=locale))
    return said.replace("a.m.", "am").replace("p.m.", "pm")


def office_is_open(now: dt.datetime) -> bool:
    """Whether people work at a moment (aware)."""
    return is_open(now, load_policy(settings().policy_file).office, organisation_zone())


def office_opens(at: dt.datetime) -> dt.datetime:
    """The moment itself when people work then, else when they next begin to."""
    return next_open(at, load_policy(settings().policy_file).office, organisation_zone())


def answer_promised(asked_at: dt.datetime) -> dt.datetime:
    """By when a person answers somebody who asks for one at a moment (aware)."""
    return promised_by(asked_at, load_policy(settings().policy_file).office, organisation_zone())
