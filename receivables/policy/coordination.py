"""Step 4 for a whole account: the last payer in line decides (remittance 1d).

Every payer's claim accounts for the whole charge, so shares of different payers are never added.
A claim of a later payer settles the one of equal charge before it; claims of one payer that split
a bill stand side by side; the same bill decided twice is only believed if one was a denial that
was processed later. A denial of another payer that may have come last is for a person: it may be
the last payer in line, and then the share of the one before is no balance (remittance 1h.4).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import Reason
from receivables.policy.claim_effect import is_duplicate
from receivables.policy.claim_status import LEVELS

Conclude = Callable[[ClaimPayment, Reason], None]


def level(claim: ClaimPayment) -> int:
    """1 for a primary payer's claim, 2 secondary, 3 tertiary; 0 when the status tells no level.

    A denial tells no order; OA-23 in it says that another insurer decided before (RFI 2143).
    """
    if claim.status == "4" and any(
        part.group == "OA" and part.reason == "23" and part.amount
        for _, part in claim.all_adjustments()
    ):
        return 2
    return LEVELS.get(claim.status, 0)


def is_denied(claim: ClaimPayment) -> bool:
    """A claim with nothing paid and nothing put to the patient, or of status 4."""
    nothing_paid = claim.paid is not None and not claim.paid
    return claim.status == "4" or (nothing_paid and not asks_patient(claim))


def asks_patient(claim: ClaimPayment) -> bool:
    """Whether it puts anything to the patient, or an amount that is not known."""
    return any(
        adjustment.group == "PR" and (adjustment.amount is None or adjustment.amount)
        for _, adjustment in claim.all_adjustments()
    )


def resolve_repeats(
    claims: list[ClaimPayment],
    standing: Sequence[ClaimPayment],
    settle: Conclude,
    hold: Conclude,
    splits: bool,
) -> list[ClaimPayment]:
    """The claims of one level once the same bill counts once; `standing` are those of all levels.

    `splits` tells that the account's charge covers them all, so that equal claims are parts.
    """
    if splits:
        return claims
    counted: list[ClaimPayment] = []
    for same in _same_bills(claims):
        counted += _counted_once(same, standing, settle, hold)
    return counted


def _counted_once(
    same: list[ClaimPayment], standing: Sequence[ClaimPayment], settle: Conclude, hold: Conclude
) -> list[ClaimPayment]:
    """One bill's claims: the processed one replaces its denials, two processed ones conflict. Where
    all are denials, so it is with those that put the bill to the patient.

    What the payer itself calls a copy (reason 18) decides nothing beside another claim of it.
    """
    same = _without_called_copies(same, settle)
    processed = [claim for claim in same if not is_denied(claim)]
    processed = processed or [claim for claim in same if asks_patient(claim)]
    denials = [claim for claim in same if not any(claim is each for each in processed)]
    if len(same) == 1 or not processed:
        return same
    if len(processed) > 1:
        for claim in same:
            hold(claim, Reason.CONFLICTING_CLAIMS)
        return same
    if not all(_is_overtaken(denial, standing) for denial in denials):
        hold(processed[0], Reason.COORDINATION_OF_BENEFITS)
        for denial in denials:
            hold(denial, Reason.CONFLICTING_CLAIMS)
        return same
    for denial in denials:
        settle(denial, Reason.REPLACED)
    return processed


def _without_called_copies(same: list[ClaimPayment], settle: Conclude) -> list[ClaimPayment]:
    copies = [claim for claim in same if is_duplicate(claim)]
    originals = {claim.payer for claim in same if not is_duplicate(claim)}
    over = [claim for claim in copies if claim.payer in originals]
    for claim in over:
        settle(claim, Reason.REPLACED)
    return [claim for claim in same if not any(claim is each for each in over)]


def _is_overtaken(denial: ClaimPayment, standing: Sequence[ClaimPayment]) -> bool:
    """Whether its payer, or another one after it, has processed the bill (equal charge)."""
    return any(
        claim.charge == denial.charge
        and (not is_denied(claim) or asks_patient(claim))
        and claim is not denial
        and (claim.payer == denial.payer or is_later(claim, denial))
        for claim in standing
    )


def gives_way(denial: ClaimPayment, claim: ClaimPayment) -> bool:
    """Whether a denial that asks for nothing surely came before a claim that was processed."""
    asks_nothing = is_denied(denial) and not asks_patient(denial)
    return asks_nothing and not is_denied(claim) and is_later(claim, denial)


def is_later(claim: ClaimPayment, other: ClaimPayment) -> bool:
    """Whether a claim is surely of a later payment."""
    first, second = other.transaction, claim.transaction
    if first is None or second is None or first.paid_on is None or second.paid_on is None:
        return False
    return second.paid_on > first.paid_on


def _same_bills(claims: list[ClaimPayment]) -> list[list[ClaimPayment]]:
    """Claims of equal charge and equal services together; without services, of equal charge."""
    by_charge: dict[object, list[ClaimPayment]] = defaultdict(list)
    for claim in claims:
        by_charge[claim.charge].append(claim)
    bills: list[list[ClaimPayment]] = []
    for same in by_charge.values():
        by_services: dict[object, list[ClaimPayment]] = defaultdict(list)
        for claim in same if all(claim.services for claim in same) else ():
            by_services[tuple(_services(claim))].append(claim)
        bills += by_services.values() or [same]
    return bills


def _services(claim: ClaimPayment) -> list[tuple[str, int]]:
    return sorted(
        (line.procedure, line.charge.cents if line.charge else 0) for line in claim.services
    )
