"""Finding a person whom staff speak with."""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from receivables.store.tables import Encounter, Guarantor

MOST_FOUND = 20
FEWEST_LETTERS = 2


def find_people(session: Session, words: str) -> list[Guarantor]:
    """Guarantors by parts of a name, by a phone number or its last four digits or more, or by an
    account number; at most 20, by name. Nothing for fewer than two letters."""
    if len(words.strip()) < FEWEST_LETTERS:
        return []
    ways = [_named(words), _with_account(words)]
    digits = re.sub(r"\D", "", words)
    if len(digits) >= 4 and not re.search(r"[^\W\d_]", words):
        ways.append(Guarantor.phone.endswith(digits[-10:], autoescape=True))
    wanted = select(Guarantor).where(or_(*ways))
    return list(session.scalars(wanted.order_by(Guarantor.name, Guarantor.id).limit(MOST_FOUND)))


def _named(words: str) -> ColumnElement[bool]:
    return and_(*(Guarantor.name.icontains(word, autoescape=True) for word in words.split()))


def _with_account(words: str) -> ColumnElement[bool]:
    return exists().where(
        Encounter.guarantor_id == Guarantor.id, Encounter.account_number == words.strip().upper()
    )
