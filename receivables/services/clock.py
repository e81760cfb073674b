"""The organisation's calendar."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from receivables.policy.figures import load_policy
from receivables.settings import settings


def organisation_date(now: dt.datetime) -> dt.date:
    """The calendar date at the organisation at a moment (aware)."""
    zone = load_policy(settings().policy_file).organisation.time_zone
    return now.astimezone(ZoneInfo(zone)).date()
