"""Steps 2 to 4: what the status says, and whether another insurer still decides.

Sources: remittance 1d (CLP02, coordination of benefits), 1e (22, 109), 1f (MA04, MA07, MA18, N4,
N89, N479).
"""

from __future__ import annotations

from receivables.domain.responsibility import Disposition, Reason
from receivables.policy.claim_facts import ClaimFacts, Ruling

WAIT = Disposition.WAIT
BY_STATUS: dict[str, Ruling | None] = {
    "1": None,
    "2": None,
    "3": None,
    "4": None,
    "5": Ruling(WAIT, Reason.PENDING),
    "10": Ruling(WAIT, Reason.PENDING),
    "13": Ruling(WAIT, Reason.PENDING),
    "15": Ruling(WAIT, Reason.PENDING),
    "16": Ruling(WAIT, Reason.PENDING),
    "17": Ruling(WAIT, Reason.PENDING),
    "19": Ruling(WAIT, Reason.FORWARDED),
    "20": Ruling(WAIT, Reason.FORWARDED),
    "21": Ruling(WAIT, Reason.FORWARDED),
    "22": Ruling(WAIT, Reason.REVERSAL),
    "23": Ruling(WAIT, Reason.NOT_OUR_CLAIM),
    "25": Ruling(Disposition.NOTHING_OWED, Reason.PREDETERMINATION),
}
LEVELS = {"1": 1, "4": 1, "19": 1, "2": 2, "20": 2, "3": 3, "21": 3}
_UNKNOWN = Ruling(Disposition.HOLD, Reason.UNKNOWN_STATUS)
_FORWARDED_REMARKS = frozenset(("MA07", "MA18", "N89"))
_FIRST_MISSING_REMARKS = frozenset(("MA04", "N4", "N479"))
_OTHER_FIRST = frozenset(("22", "109"))


def not_final(facts: ClaimFacts) -> Ruling | None:
    """Statuses that are no decision on a balance: forwarded, reversed, pending, only estimated."""
    return BY_STATUS.get(facts.claim.status, _UNKNOWN)


def negative(facts: ClaimFacts) -> Ruling | None:
    """A claim below zero corrects another one (a net negative under status 1): not by itself."""
    claim = facts.claim
    amounts = (claim.charge, claim.paid)
    if facts.share < 0 or any(amount is not None and amount.cents < 0 for amount in amounts):
        return Ruling(WAIT, Reason.NEGATIVE_CORRECTION)
    return None


def another_insurer(facts: ClaimFacts) -> Ruling | None:
    """Only the last payer in line decides; until then the patient waits (RFI 2143, 2535)."""
    claim, remarks = facts.claim, facts.remarks
    if remarks and not _FORWARDED_REMARKS.isdisjoint(remarks):
        return Ruling(WAIT, Reason.FORWARDED)
    for party in claim.parties:
        if party.entity == "TT":
            return Ruling(WAIT, Reason.FORWARDED)
        if party.entity == "PR":
            return Ruling(WAIT, Reason.OTHER_INSURER_FIRST)
    first_missing = remarks and not _FIRST_MISSING_REMARKS.isdisjoint(remarks)
    if first_missing or not _OTHER_FIRST.isdisjoint(facts.other_reasons):
        return Ruling(WAIT, Reason.OTHER_INSURER_FIRST)
    if facts.context.insurers > LEVELS[claim.status]:
        return Ruling(WAIT, Reason.OTHER_INSURANCE_OPEN)
    return None
