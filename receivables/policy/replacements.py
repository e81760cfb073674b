"""Claims in the place of an earlier one that no reversal took back (remittance 1d, 1f MA67).

Both would count, and the patient's share twice: a person looks at them. Where the earlier one asks
for nothing (a rejected claim that was sent again) there is nothing to count twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import Reason
from receivables.policy.coordination import asks_patient, is_denied

Hold = Callable[[ClaimPayment, Reason], None]

_REPLACEMENT_OR_VOID = frozenset(("7", "8"))
_CORRECTION_REMARK = "MA67"


def says_it_replaces(claim: ClaimPayment) -> bool:
    """Whether it calls itself a replacement or a void (CLP09) or a correction (MA67)."""
    return claim.frequency in _REPLACEMENT_OR_VOID or _CORRECTION_REMARK in claim.all_remarks()


def hold_replacements(
    claims: Sequence[ClaimPayment], corrections: Collection[int], hold: Hold
) -> bool:
    """Holds the claims of one level when one of them replaces another; whether it did.

    `corrections` (id()) took the place of a reversed claim, so that nothing else is meant.
    """
    for claim in claims:
        if says_it_replaces(claim) and id(claim) not in corrections:
            others = [each for each in claims if each is not claim]
            if any(_counts(each) for each in others):
                for each in claims:
                    hold(each, Reason.CONFLICTING_CLAIMS)
                return True
    return False


def hold_named(standing: Sequence[ClaimPayment], corrections: Collection[int], hold: Hold) -> None:
    """Holds a claim that names another of its payer which still counts (REF F8), and that one."""
    by_number = {(claim.payer, claim.payer_claim_control_number): claim for claim in standing}
    for claim in standing:
        named = by_number.get((claim.payer, claim.references.get("F8", "")))
        if named is None or named is claim or id(claim) in corrections:
            continue
        if named.payer_claim_control_number and _counts(named):
            for each in (claim, named):
                hold(each, Reason.CONFLICTING_CLAIMS)


def _counts(claim: ClaimPayment) -> bool:
    return not is_denied(claim) or asks_patient(claim)
