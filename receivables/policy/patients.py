"""Which claims under one account number are of one patient.

A payer that was given no number returns a single zero, and some systems number families: claims
under one number are not always one bill. Claims of one payer claim number belong together; else
the names decide (NM1*QC, NM1*74). Two insurers may write a name in two ways, so that between them
one matching part of the name is enough. A claim that names nobody may be anybody's: then all stay
together, which can only hold more. Source: remittance 1a (CLP01, NM1), 1d (match on CLP07).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from receivables.domain.remittance import ClaimPayment

_PLACEHOLDERS = frozenset(("", "NA", "N/A", "NONE", "UNKNOWN"))
_SUFFIXES = frozenset(("JR", "SR", "II", "III", "IV"))
_MOST_COMPARED = 30
_NAMING = ("QC", "74")

Identity = tuple[str, str]


def is_placeholder(account_number: str) -> bool:
    """Whether CLP01 stands for "no number given": zeros, or a word that says so.

    >>> is_placeholder("0"), is_placeholder("PB-10001")
    (True, False)
    """
    return account_number.strip().strip("0").upper() in _PLACEHOLDERS


def by_patient(claims: Sequence[ClaimPayment]) -> list[list[ClaimPayment]]:
    """The claims of one account number, those of each patient together, in their own order."""
    if len(claims) < 2:
        return [list(claims)]
    if is_placeholder(claims[0].patient_control_number):
        return _grouped(claims, [{number} for number in range(len(claims))])
    named: dict[Identity, set[int]] = defaultdict(set)
    for number, claim in enumerate(claims):
        identity = _identity(claim)
        if identity is None:
            return [list(claims)]
        named[identity].add(number)
    if len(named) == 1:
        return [list(claims)]
    return _grouped(claims, _alike(claims, named))


def _identity(claim: ClaimPayment) -> Identity | None:
    """Last name and first initial; None where the claim does not name both."""
    for entity in _NAMING:
        for party in claim.parties:
            if party.entity == entity:
                words = [word.strip(".,'-") for word in party.name.upper().split()]
                words = [word for word in words if word and word not in _SUFFIXES]
                if len(words) > 1:
                    return words[-1], words[0][0]
    return None


def _alike(claims: Sequence[ClaimPayment], named: dict[Identity, set[int]]) -> list[set[int]]:
    """Joins names of different payers that agree in one part."""
    if len(named) > _MOST_COMPARED:
        return list(named.values())
    groups = list(named.values())
    for first, ones in named.items():
        for second, others in named.items():
            half_alike = first < second and (first[0] == second[0] or first[1] == second[1])
            if half_alike and _payers(claims, ones).isdisjoint(_payers(claims, others)):
                groups.append(ones | others)
    return groups


def _payers(claims: Sequence[ClaimPayment], numbers: set[int]) -> set[str]:
    return {claims[number].payer for number in numbers}


def _grouped(claims: Sequence[ClaimPayment], groups: list[set[int]]) -> list[list[ClaimPayment]]:
    """Joins groups that overlap, and those that share a payer's claim number."""
    of_number: dict[tuple[str, str], set[int]] = defaultdict(set)
    for number, claim in enumerate(claims):
        if claim.payer_claim_control_number:
            of_number[claim.payer, claim.payer_claim_control_number].add(number)
    leader = list(range(len(claims)))

    def lead(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    for group in (*groups, *of_number.values()):
        first, *others = sorted(group)
        for other in others:
            leader[lead(other)] = lead(first)
    found: dict[int, list[ClaimPayment]] = defaultdict(list)
    for number, claim in enumerate(claims):
        found[lead(number)].append(claim)
    return list(found.values())
