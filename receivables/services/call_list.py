"""Whom to call next: everybody who has something to pay, in the order of policy.call_priority."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from receivables.domain.money import Money
from receivables.policy.call_priority import Reason, Standing, points, reasons
from receivables.policy.contact.facts import Refused
from receivables.policy.contact.zones import possible_zones
from receivables.services.call_check import check_call
from receivables.services.call_list_facts import Debtor, debtors
from receivables.services.clock import organisation_date
from receivables.store.tables import Guarantor

MOST_READY = 25
MOST_WAITING = 25
MOST_LOOKED_AT = 150


@dataclass(frozen=True, slots=True)
class Listed:
    """A person in the list, with the reasons for their place. `rule`, `why` and `until` say why
    they are not to be called now."""

    guarantor: Guarantor
    balance: Money
    reasons: Sequence[Reason]
    rule: str = ""
    why: str = ""
    until: dt.datetime | None = None

    @property
    def points(self) -> int:
        """What the reasons add up to."""
        return points(self.reasons)


@dataclass(frozen=True, slots=True)
class CallList:
    """Those to call now, best first; those for whom it is not the time; how many owe in all."""

    ready: Sequence[Listed]
    waiting: Sequence[Listed]
    owing: int


def call_list(session: Session, now: dt.datetime) -> CallList:
    """The list at a moment. Asks the rules on contact of each person it shows. Writes nothing."""
    today = organisation_date(now)
    everybody = debtors(session, now)
    ordered = sorted(
        ((debtor, reasons(_standing(debtor, now), today)) for debtor in everybody),
        key=lambda pair: (-points(pair[1]), pair[0].guarantor.id),
    )
    ready: list[Listed] = []
    waiting: list[Listed] = []
    for debtor, found in ordered:
        if len(ready) == MOST_READY or len(ready) + len(waiting) == MOST_LOOKED_AT:
            break
        listed = _judged(session, debtor, found, now)
        (waiting if listed.why else ready).append(listed)
    return CallList(ready, waiting[:MOST_WAITING], len(everybody))


def _judged(session: Session, debtor: Debtor, found: Sequence[Reason], now: dt.datetime) -> Listed:
    person, balance = debtor.guarantor, debtor.balance
    if debtor.arranged and debtor.missed_on is None:
        return Listed(person, balance, found, why="pays by arrangement")
    decision = check_call(session, person, now).decision
    if isinstance(decision, Refused):
        return Listed(person, balance, found, decision.rule, decision.why, decision.until)
    if debtor.callback_at is not None and debtor.callback_at <= now:
        return Listed(person, balance, found)
    if debtor.callback_at is not None:
        return Listed(person, balance, found, why="to be called back", until=debtor.callback_at)
    if debtor.promise_on is not None and debtor.promise_on > organisation_date(now):
        return Listed(person, balance, found, why=f"promised to pay on {debtor.promise_on}")
    if debtor.next_at is not None and debtor.next_at > now:
        return Listed(person, balance, found, why="next call is set", until=debtor.next_at)
    return Listed(person, balance, found)


def _standing(debtor: Debtor, now: dt.datetime) -> Standing:
    person = debtor.guarantor
    zone = ZoneInfo(min(possible_zones(person.phone, (person.zip_code,))))
    return Standing(
        balance=debtor.balance,
        oldest=debtor.oldest,
        promise_on=debtor.promise_on,
        missed_on=debtor.missed_on,
        callback_due=debtor.callback_at is not None and debtor.callback_at <= now,
        called_on=debtor.called_at.astimezone(zone).date() if debtor.called_at else None,
        answered_at=frozenset(at.astimezone(zone).hour for at in debtor.answered),
        hour=now.astimezone(zone).hour,
    )
