"""No more than seven calls in seven days, and none in the seven days of a conversation.

Source: 12 CFR 1006.14(b)(2) (compliance T4): beyond either a violation is presumed. It counts by
debt; we count by person, across numbers, which is never less. The seven days of calls move with
the clock; of a conversation the day itself, where the person is, is the first. A call that they
asked for within the last seven days is free, as is one that did not connect.

Allowed: a seventh call. Refused: an eighth within seven days of the first; any call on the six
days after a conversation.

>>> moment = dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC)
>>> spoke = Attempt(Channel.VOICE, moment, Outcome.CONVERSATION)
>>> rosa = KnownPerson("+12165550123", attempts=(spoke,))
>>> again = ProposedContact(Channel.VOICE, "notice", moment + dt.timedelta(days=6))
>>> check(again, rosa, ContactFigures()).until.isoformat()  # midnight in Cleveland
'2026-12-01T05:00:00+00:00'
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from receivables.policy.contact.facts import (
    Attempt,
    Channel,
    KnownPerson,
    Outcome,
    ProposedContact,
    Refused,
)
from receivables.policy.contact.frequency import counted, free_again
from receivables.policy.contact.role import federal_limits_apply
from receivables.policy.contact.zones import possible_zones
from receivables.policy.figures import ContactFigures

SEVEN_DAYS = dt.timedelta(days=7)


def check(contact: ProposedContact, known: KnownPerson, figures: ContactFigures) -> Refused | None:
    """Refused until both spans have passed."""
    if contact.channel is not Channel.VOICE or _asked_for(contact):
        return None
    if not federal_limits_apply(figures.collector_role, figures.in_default, figures.strict):
        return None
    calls = counted(known.attempts, [Channel.VOICE])
    many = free_again(calls, contact.at, figures.most_calls_in_seven_days, SEVEN_DAYS)
    spoken = _after_conversation(contact.at, known)
    until = max((moment for moment in (many, spoken) if moment is not None), default=None)
    if until is None:
        return None
    why = "calls in seven days" if spoken is None else "a conversation within seven days"
    return Refused("T4", f"too soon: {why}", until)


def _asked_for(contact: ProposedContact) -> bool:
    asked = contact.requested_at
    return asked is not None and dt.timedelta(0) <= contact.at - asked <= SEVEN_DAYS


def _after_conversation(at: dt.datetime, known: KnownPerson) -> dt.datetime | None:
    spoken: list[Attempt] = [
        attempt
        for attempt in known.attempts
        if attempt.channel is Channel.VOICE
        and attempt.outcome is Outcome.CONVERSATION
        and attempt.at <= at
    ]
    zones = possible_zones(known.phone, known.zip_codes, known.time_zone)
    ends = [_eighth_day(talk.at, ZoneInfo(zone)) for talk in spoken for zone in zones]
    return max((end for end in ends if end > at), default=None)


def _eighth_day(at: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    day = at.astimezone(zone).date() + SEVEN_DAYS
    return dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)
