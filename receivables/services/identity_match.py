"""Comparing a person's answers with the guarantors of a phone number."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.store.tables import Encounter, Guarantor


@dataclass(frozen=True, slots=True)
class Answers:
    """Every date of birth (ISO) and every number that the answers can mean."""

    dates_of_birth: tuple[str, ...]
    numbers: tuple[str, ...]


def matching_guarantor(session: Session, phone: str, answers: Answers) -> Guarantor | None:
    """The one guarantor of the number whom both answers fit; None for nobody and for several.

    An unknown number makes the same query, and its answers are compared with a person who
    does not exist, so that the work tells nothing about who is known (compliance 2c).
    """
    rows = session.execute(
        select(Guarantor, Encounter.account_number)
        .outerjoin(Encounter, Encounter.guarantor_id == Guarantor.id)
        .where(Guarantor.phone == phone)
    ).all()
    people = {guarantor.id: guarantor for guarantor, _ in rows}
    accounts: dict[int, list[str]] = {}
    for guarantor, account_number in rows:
        accounts.setdefault(guarantor.id, []).append(_last_four(account_number or ""))
    if not people:
        _fits("0001-01-01", ["00000", "0000"], answers)
    found = [
        guarantor
        for key, guarantor in people.items()
        if _fits(
            guarantor.date_of_birth.isoformat(), [guarantor.zip_code[:5], *accounts[key]], answers
        )
    ]
    return found[0] if len(found) == 1 else None


def _last_four(account_number: str) -> str:
    return "".join(filter(str.isalnum, account_number))[-4:].upper()


def _fits(date_of_birth: str, factors: list[str], answers: Answers) -> bool:
    # Both comparisons are always made; `|` does not stop early.
    date_fits = number_fits = False
    for date in answers.dates_of_birth:
        date_fits |= _same(date, date_of_birth)
    for number in answers.numbers:
        for factor in factors:
            number_fits |= len(factor) in (4, 5) and _same(number, factor)
    return date_fits & number_fits


def _same(said: str, known: str) -> bool:
    return hmac.compare_digest(said.encode(), known.encode())
