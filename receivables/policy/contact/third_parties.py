"""With whom a bill may be spoken about, and that a minor is not asked for money.

Sources: 12 CFR 1006.6(a) (compliance T10): a spouse, the parent of a minor, a guardian, an
executor and a confirmed successor count as the consumer; nobody else may be told. HIPAA still
governs what is said of the treatment (45 CFR 164.510(b)).

Allowed: the mother of a patient of nine. Refused: his sister; a guarantor who is 17 himself.

>>> counts_as_consumer(Relation.PARENT, consumer_is_minor=True)
True
>>> counts_as_consumer(Relation.PARENT, consumer_is_minor=False)
False
>>> is_minor(dt.date(2008, 11, 24), dt.date(2026, 11, 23))
True
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from zoneinfo import ZoneInfo

from receivables.policy.contact.facts import (
    KnownPerson,
    ProposedContact,
    Refused,
)
from receivables.policy.contact.zones import possible_zones
from receivables.policy.figures import ContactFigures

OF_AGE = 18


class Relation(StrEnum):
    """What somebody on the line is to the one who owes."""

    SELF = "self"
    SPOUSE = "spouse"
    PARENT = "parent"
    GUARDIAN = "guardian"
    EXECUTOR = "executor"
    OTHER = "other"


def check(contact: ProposedContact, known: KnownPerson, figures: ContactFigures) -> Refused | None:
    """Refused when everybody on file under the number is a minor somewhere they may be."""
    if not known.dates_of_birth:
        return None
    zones = possible_zones(known.phone, known.zip_codes, known.time_zone)
    today = min(contact.at.astimezone(ZoneInfo(zone)).date() for zone in zones)
    if all(is_minor(born, today) for born in known.dates_of_birth):
        return Refused("T10", "a minor: a parent or guardian may be spoken with")
    return None


def counts_as_consumer(relation: Relation, consumer_is_minor: bool) -> bool:
    """Whether the bill may be spoken about with this person, once they have proved who they are."""
    if relation is Relation.PARENT:
        return consumer_is_minor
    return relation is not Relation.OTHER


def is_minor(born: dt.date, today: dt.date) -> bool:
    """Whether somebody is not yet 18; who was born on 29 February is, until 1 March."""
    return (today.year - born.year, today.month, today.day) < (OF_AGE, born.month, born.day)
