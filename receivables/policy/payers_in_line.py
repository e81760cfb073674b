"""Step 4: a later payer's claims settle those of the payers before it (remittance 1d).

What the later one pays and leaves to the patient comes out of what the one before left to the
patient: a secondary must not report prior amounts again (RFI 2143, 2548). Where it asks for more
than was left, one of the two is not to be believed, and nothing is asked for.
"""

from __future__ import annotations

from collections import defaultdict

from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import Reason
from receivables.policy.coordination import Conclude, is_denied


def settle_earlier(
    levels: dict[int, list[ClaimPayment]], settle: Conclude, wait: Conclude, hold: Conclude
) -> None:
    """Settles the claims of earlier payers that a later payer's claims decide."""
    open_claims: list[ClaimPayment] = []
    for number in sorted(levels):
        later = levels[number]
        open_claims, unmatched = _match_by_charge(open_claims, later, settle, hold)
        if open_claims and unmatched:
            if _total(open_claims) == _total(unmatched):
                _answer(open_claims, unmatched, settle, hold)
            else:
                for claim in (*open_claims, *unmatched):
                    hold(claim, Reason.CHARGES_DIFFER)
        else:
            for claim in open_claims:
                wait(claim, Reason.OTHER_INSURANCE_OPEN)
        open_claims = list(later)


def _match_by_charge(
    earlier: list[ClaimPayment], later: list[ClaimPayment], settle: Conclude, hold: Conclude
) -> tuple[list[ClaimPayment], list[ClaimPayment]]:
    """Settles each earlier claim that a later one of equal charge answers; what is left of both."""
    answers: dict[object, list[ClaimPayment]] = defaultdict(list)
    for claim in later:
        answers[claim.charge].append(claim)
    left = []
    for claim in earlier:
        if claim.charge is not None and answers[claim.charge]:
            _answer([claim], [answers[claim.charge].pop()], settle, hold)
        else:
            left.append(claim)
    return left, [claim for unmatched in answers.values() for claim in unmatched]


def _total(claims: list[ClaimPayment]) -> int | None:
    total = 0
    for claim in claims:
        if claim.charge is None:
            return None
        total += claim.charge.cents
    return total


def _answer(
    earlier: list[ClaimPayment], later: list[ClaimPayment], settle: Conclude, hold: Conclude
) -> None:
    for claim in earlier:
        settle(claim, Reason.LATER_INSURER_DECIDES)
    if _asks_for_more(earlier, later):
        for claim in later:
            hold(claim, Reason.CONFLICTING_CLAIMS)


def _asks_for_more(earlier: list[ClaimPayment], later: list[ClaimPayment]) -> bool:
    """Whether the later ones ask the patient though they come to more than the earlier ones left.

    A denial left the whole bill, and of an amount that is not known nothing is said here.
    """
    left, asked = _share(earlier), _share(later)
    if any(is_denied(claim) for claim in earlier) or left is None or not asked:
        return False
    paid = sum(claim.paid.cents for claim in later if claim.paid)
    return asked + paid > left


def _share(claims: list[ClaimPayment]) -> int | None:
    amounts = [
        part.amount for claim in claims for _, part in claim.all_adjustments() if part.group == "PR"
    ]
    known = [amount.cents for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None
