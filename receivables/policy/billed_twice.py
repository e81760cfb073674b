"""Claims of one level that repeat a part of each other's bill, where no charge tells what the whole
comes to (remittance 1d).

The parts of a split bill stand side by side, and their shares are added. Two that name the same
service of the same day are no such parts, nor are two insurers' claims that nothing tells apart:
added they would come to more than was charged. A person looks at them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import NamedTuple

from receivables.domain.money import Money
from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import Reason
from receivables.policy.claim_numbers import days_of
from receivables.policy.coordination import asks_patient, gives_way, is_denied

_MOST_COMPARED = 1000


class _Bill(NamedTuple):
    claim: ClaimPayment
    counts: bool
    days: set[dt.date]
    procedures: set[str]
    services: set[tuple[str | Money | None, ...]]


def hold_billed_twice(
    claims: Sequence[ClaimPayment], hold: Callable[[ClaimPayment, Reason], None]
) -> None:
    """Holds each two claims of one level that may ask twice for one service; where there are too
    many to compare, all of them."""
    if len(claims) > _MOST_COMPARED:
        for claim in claims:
            hold(claim, Reason.CHARGES_DIFFER)
        return
    for first, second in combinations(map(_bill, claims), 2):
        counts = first.counts or second.counts
        if counts and _overlap(first, second) and not _one_gives_way(first, second):
            hold(first.claim, Reason.CHARGES_DIFFER)
            hold(second.claim, Reason.CHARGES_DIFFER)


def without_overtaken(claims: Sequence[ClaimPayment]) -> list[ClaimPayment]:
    """The claims of one level but denials of a bill that was processed later: they add nothing to
    what was charged."""
    bills = [_bill(claim) for claim in claims]
    return [
        bill.claim
        for bill in bills
        if bill.counts
        or not any(gives_way(bill.claim, other.claim) and _overlap(bill, other) for other in bills)
    ]


def _bill(claim: ClaimPayment) -> _Bill:
    services = {(line.procedure, *line.modifiers, line.charge) for line in claim.services}
    procedures = {line.procedure for line in claim.services}
    counts = not is_denied(claim) or asks_patient(claim)
    return _Bill(claim, counts, days_of(claim), procedures, services)


def _one_gives_way(first: _Bill, second: _Bill) -> bool:
    return gives_way(first.claim, second.claim) or gives_way(second.claim, first.claim)


def _overlap(first: _Bill, second: _Bill) -> bool:
    if first.days and second.days and first.days.isdisjoint(second.days):
        return False
    if first.claim.payer == second.claim.payer:
        return not first.services.isdisjoint(second.services)
    told_apart = first.procedures and second.procedures
    return not told_apart or not first.procedures.isdisjoint(second.procedures)
