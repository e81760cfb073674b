"""Who collects, and whether the bill is in default: which federal rules are about us.

Sources: 15 USC 1692a(6) (a creditor that collects in its own name, and whoever took a debt on
before default, is no "debt collector"); compliance 0.2. Early-out vendors turn on the contract
and the default status (Fausz v. NPAS 2017; Mladenov v. R1 RCM 2024): confirm with counsel.
Massachusetts, California and New York City reach creditors too; their limits ask for no role.

Allowed: a hospital that collects its own bill says nothing of "a debt collector". Refused: an
agency that took the bill over in default may not leave it out.

>>> is_debt_collector(CollectorRole.FIRST_PARTY, in_default=True)
False
>>> is_debt_collector(CollectorRole.EARLY_OUT, in_default=True)
True
"""

from __future__ import annotations

from enum import StrEnum


class CollectorRole(StrEnum):
    """In whose name the bill is collected."""

    FIRST_PARTY = "first_party"
    EARLY_OUT = "early_out"
    THIRD_PARTY = "third_party"


def is_debt_collector(role: CollectorRole, in_default: bool) -> bool:
    """Whether the disclosures and notices of a debt collector are due.

    A third party counts as one whatever the status: the safer reading.
    """
    if role is CollectorRole.EARLY_OUT:
        return in_default
    return role is CollectorRole.THIRD_PARTY


def federal_limits_apply(role: CollectorRole, in_default: bool, strict: bool) -> bool:
    """Whether hours and frequency of Regulation F are kept; `strict` keeps them in any role."""
    return strict or is_debt_collector(role, in_default)
