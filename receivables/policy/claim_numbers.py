"""Which payer claim number a claim belongs to: CLP07, else the account (remittance 1d).

Some payers give a reversal a number of its own, or none. Where nothing of its own number is what
it undoes, it belongs to the claim of the same payer that it mirrors to the cent, of the same days,
or to the one that it names (REF F8).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from receivables.domain.remittance import ClaimPayment, ServiceLine
from receivables.policy.claim_amounts import Signature, is_negative, signature

Number = tuple[str, str]


def by_number(claims: Sequence[ClaimPayment]) -> list[list[ClaimPayment]]:
    """The claims of each payer claim number, reversals with what they undo."""
    siblings: dict[Number, list[ClaimPayment]] = defaultdict(list)
    reversals = []
    for claim in claims:
        if claim.status == "22" or is_negative(claim):
            reversals.append(claim)
        else:
            siblings[_number(claim)].append(claim)
    if not reversals:
        return list(siblings.values())
    mirrored: dict[Signature, list[ClaimPayment]] = defaultdict(list)
    for number in list(siblings):
        for claim in siblings[number]:
            mirrored[claim.payer, *signature(claim)].append(claim)
    own = {_number(claim) for claim in reversals}
    for reversal in reversals:
        alike = mirrored[reversal.payer, *signature(reversal, -1)]
        number = _adopted(reversal, alike, own)
        prior = reversal.payer, reversal.references.get("F8", "")
        named = number not in siblings and prior in siblings
        siblings[prior if named else number].append(reversal)
    return list(siblings.values())


def _adopted(reversal: ClaimPayment, alike: list[ClaimPayment], own: set[Number]) -> Number:
    """The number that a reversal belongs to; each claim is adopted once."""
    number = _number(reversal)
    if any(_number(claim) == number for claim in alike):
        return number
    for place, claim in enumerate(alike):
        if _number(claim) not in own and same_days(claim, reversal):
            return _number(alike.pop(place))
    return number


def _number(claim: ClaimPayment) -> Number:
    number = claim.payer_claim_control_number or f"account {claim.patient_control_number}"
    return claim.payer, number


def same_days(claim: ClaimPayment, other: ClaimPayment) -> bool:
    """Whether nothing says that they are of different days."""
    days, others = days_of(claim), days_of(other)
    return not days or not others or not days.isdisjoint(others)


def days_of(claim: ClaimPayment) -> set[dt.date]:
    """The days of service that a claim and its lines name."""
    parts: tuple[ClaimPayment | ServiceLine, ...] = (claim, *claim.services)
    kinds = ("232", "233", "472", "150", "151")
    return {part.dates[kind] for part in parts for kind in kinds if kind in part.dates}
