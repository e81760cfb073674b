"""A reversed claim may be corrected under a new payer claim number (remittance 1d, RFI 791)."""

from __future__ import annotations

from collections import defaultdict

from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import Reason
from receivables.policy.claim_amounts import Signature
from receivables.policy.claim_numbers import same_days
from receivables.policy.pairing.found import Pairing, Undone
from receivables.policy.pairing.time import came_with_or_after
from receivables.policy.replacements import says_it_replaces


def replace_reversed(found: Pairing) -> None:
    """A reversed claim may be corrected under a new number: same payer, same bill (or REF F8),
    with the reversal or after it."""
    free = list(found.standing) if found.reversed else []
    by_bill: dict[Signature, list[ClaimPayment]] = defaultdict(list)
    for claim in free:
        by_bill[_bill(claim)].append(claim)
    left = []
    for undone in found.reversed:
        bills = by_bill[_bill(undone.claim)]
        later = [each for each in bills if came_with_or_after(each, undone.reversal)][:1]
        for claim in later:
            bills.remove(claim)
        if not _corrected(undone, later or [each for each in free if _names(each, undone)], found):
            left.append(undone)
    unused = [claim for bills in by_bill.values() for claim in bills]
    for undone in left:
        anew = _billed_anew(undone, unused) if len(left) == 1 else []
        if not _corrected(undone, anew, found):
            found.waiting.append((undone.claim, Reason.REVERSAL))


def _corrected(undone: Undone, corrections: list[ClaimPayment], found: Pairing) -> bool:
    """Notes what took the place of the reversed claim; whether anything did."""
    if corrections:
        found.corrections |= {id(claim) for claim in corrections}
        found.settled.append((undone.claim, undone.over))
    return bool(corrections)


def _names(claim: ClaimPayment, undone: Undone) -> bool:
    number = undone.claim.payer_claim_control_number
    return claim.payer == undone.claim.payer and claim.references.get("F8") == number


def _billed_anew(undone: Undone, claims: list[ClaimPayment]) -> list[ClaimPayment]:
    """The bill as it came again under another charge: in parts that come to the charge, or as
    the one claim that says so (CLP09 7, MA67) or was paid with the reversal (RFI 791)."""
    claim, reversal, _ = undone
    anew = [
        each
        for each in claims
        if each.payer == claim.payer
        and came_with_or_after(each, reversal)
        and same_days(each, claim)
    ]
    charges = [each.charge.cents for each in anew if each.charge is not None]
    whole = None if claim.charge is None else abs(claim.charge.cents)
    if len(charges) == len(anew) and sum(charges) == whole:
        return anew
    with_reversal = len(anew) == 1 and anew[0].transaction is reversal.transaction
    return anew if with_reversal or (len(anew) == 1 and says_it_replaces(anew[0])) else []


def _bill(claim: ClaimPayment) -> Signature:
    return claim.payer, None if claim.charge is None else abs(claim.charge.cents)
