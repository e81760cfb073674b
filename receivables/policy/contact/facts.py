"""What the rules look at: a contact that somebody proposes, and what is known of the person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

OPT_OUT_CONFIRMATION = "opt_out_confirmation"
# Where to find help, for somebody in danger: no opt-out forbids it (47 CFR 64.1200(a)(1)).
SAFETY = "safety"
CLOSING_NOTICE = "closing_notice"
# Texts to a representative on call: their work, not a contact with somebody who owes.
ON_CALL = "on_call"
# What answers the person's own text or call. Everything else is outreach (`is_outreach`).
ANSWERS = frozenset(
    {
        *("reply", "help", "person", "handoff_returned", "opt_in_confirmation"),
        *(OPT_OUT_CONFIRMATION, SAFETY, ON_CALL),
    }
)
OUTREACH = ("reminder", "first_contact", "notice", CLOSING_NOTICE)
EVERY_PURPOSE = "all"


class Channel(StrEnum):
    """How a person is reached: by text, or by a call."""

    SMS = "sms"
    VOICE = "voice"

    @classmethod
    def _missing_(cls, value: object) -> Channel | None:
        return cls.VOICE if value == "call" else None


class Outcome(StrEnum):
    """What became of an attempt; one that never connected is not counted (compliance T4)."""

    SENT = "sent"
    UNANSWERED = "unanswered"
    VOICEMAIL = "voicemail"
    CONVERSATION = "conversation"
    NOT_CONNECTED = "not_connected"


@dataclass(frozen=True, slots=True)
class ProposedContact:
    """A text or call at a moment (aware). `artificial_voice`: no person speaks the call.

    `requested_at`: when the person asked to be called, if they did.
    """

    channel: Channel
    purpose: str
    at: dt.datetime
    artificial_voice: bool = False
    requested_at: dt.datetime | None = None

    @property
    def is_outreach(self) -> bool:
        """Whether it comes from us, unasked, and not as the answer to the person's own text.

        Of a person who writes in a barred hour Regulation F expects an answer, by the same
        medium (12 CFR 1006.14(h), compliance T3); first contacts, reminders and notices are ours.
        """
        return self.purpose not in ANSWERS

    def moved_to(self, at: dt.datetime) -> ProposedContact:
        """The same contact at another moment."""
        return replace(self, at=at)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One contact of ours that was tried. `requested`: the person had asked for it."""

    channel: Channel
    at: dt.datetime
    outcome: Outcome
    purpose: str = "notice"
    requested: bool = False


@dataclass(frozen=True, slots=True)
class ConsentWord:
    """A yes or a no to being contacted, for a channel and a purpose (`all`: every one)."""

    channel: Channel
    purpose: str
    granted: bool
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class InconvenientTime:
    """Hours of the person's own day that they called inconvenient, `start` up to but not `end`.

    Weekdays count from Monday, 0. An `end` at or before `start` lies on the next day.
    """

    start: dt.time
    end: dt.time
    weekdays: frozenset[int] = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """All that is known of the person behind a number (E.164), and of us towards them.

    `zip_codes` and `dates_of_birth` are of everybody on file under the number; `time_zone` is
    where they said they live (IANA). `attempts` are those to the person, under any number of
    theirs. `holds` are kinds. `texted_at`: their newest text from this number. `on_file`: they
    gave this number to the provider. `at_work`: it reaches a place of work.
    """

    phone: str
    zip_codes: tuple[str, ...] = ()
    time_zone: str | None = None
    dates_of_birth: tuple[dt.date, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    holds: tuple[tuple[str, dt.datetime], ...] = ()
    words: tuple[ConsentWord, ...] = ()
    inconvenient: tuple[InconvenientTime, ...] = ()
    barred: frozenset[Channel] = frozenset()
    at_work: bool = False
    employer_prohibits: bool = False
    texted_at: dt.datetime | None = None
    on_file: bool = False


@dataclass(frozen=True, slots=True)
class Allowed:
    """The contact may be made."""


@dataclass(frozen=True, slots=True)
class Refused:
    """It may not: by which rule (an id of docs/compliance.md), why, for the staff, and until when.

    `until` is the first moment at which the rule allows it; None: time alone changes nothing.
    """

    rule: str
    why: str
    until: dt.datetime | None = None
