"""A reversed claim may be corrected under a new payer claim number (remittance 1d, RFI 791)."""

from __future__ import annotations

from collections import defaultdict

from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import Reason
from receivables.policy.claim_amounts import Signature
from receivables.policy.claim_numbers import same_days
from receivables.policy.pairing.found import Pairing, Undone
from receivables.policy.pairing.time import came_with_or_after


def replace_reversed(found: Pairing) -> None:
    """A reversed claim may be corrected under a new number: same payer, same bill (or REF F8),
    with the reversal or after it."""
    free = list(found.standing) if found.reversed else []
    corrections_of = {claim.references["F8"] for claim in free if "F8" in claim.references}
    by_bill: dict[Signature, list[ClaimPayment]] = defaultdict(list)
    for claim in free:
        by_bill[_bill(claim)].append(claim)
    left = []
    for undone in found.reversed:
        bills = by_bill[_bill(undone.claim)]
        later = [each for each in bills if came_with_or_after(each, undone.reversal)]
        if later:
            bills.remove(later[0])
        if later or undone.claim.payer_claim_control_number in corrections_of:
            found.settled.append((undone.claim, undone.over))
        else:
            left.append(undone)
    unused = [claim for bills in by_bill.values() for claim in bills]
    for undone in left:
        if len(left) == 1 and _billed_anew(undone, unused):
            found.settled.append((undone.claim, undone.over))
        else:
            found.waiting.append((undone.claim, Reason.REVERSAL))


def _billed_anew(undone: Undone, claims: list[ClaimPayment]) -> bool:
    """Whether the bill came again under another charge: in parts that come to the charge, or as
    the one claim that says so (CLP09 7, MA67) or was paid with the reversal (RFI 791)."""
    claim, reversal, _ = undone
    anew = [
        each
        for each in claims
        if each.payer == claim.payer
        and came_with_or_after(each, reversal)
        and same_days(each, claim)
    ]
    if claim.charge is not None and anew:
        charges = [each.charge.cents for each in anew if each.charge is not None]
        if len(charges) == len(anew) and sum(charges) == abs(claim.charge.cents):
            return True
    return len(anew) == 1 and (
        anew[0].frequency == "7"
        or "MA67" in anew[0].all_remarks()
        or anew[0].transaction is reversal.transaction
    )


def _bill(claim: ClaimPayment) -> Signature:
    return claim.payer, None if claim.charge is None else abs(claim.charge.cents)
