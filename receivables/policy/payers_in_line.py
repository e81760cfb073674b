"""Step 4: a later payer's claims settle those of the payers before it (remittance 1d).

What the later one pays and leaves to the patient comes out of what the one before left to the
patient: a secondary must not report prior amounts again (RFI 2143, 2548). Where it asks for more
than was left, one of the two is not to be believed, and nothing is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import Reason
from receivables.policy.coordination import Conclude, is_denied

Changes = Mapping[int, Sequence[ClaimPayment]]
Answered = tuple[list[ClaimPayment], list[ClaimPayment]]


def settle_earlier(
    levels: dict[int, list[ClaimPayment]],
    changes: Changes,
    settle: Conclude,
    wait: Conclude,
    hold: Conclude,
) -> None:
    """Settles the claims of earlier payers that a later payer's claims decide.

    `changes` are later amounts below zero that belong to a claim (by its id()).
    """
    open_claims: list[ClaimPayment] = []
    for number in sorted(levels):
        later = levels[number]
        answered, open_claims, unmatched = _match_by_charge(open_claims, later)
        if open_claims and unmatched and _total(open_claims) == _total(unmatched):
            answered.append((open_claims, unmatched))
        elif open_claims and unmatched:
            for claim in (*open_claims, *unmatched):
                hold(claim, Reason.CHARGES_DIFFER)
        else:
            for claim in open_claims:
                wait(claim, Reason.OTHER_INSURANCE_OPEN)
        for earlier, answers in answered:
            _answer(earlier, answers, changes, settle, hold)
        open_claims = list(later)


def _answer(
    earlier: list[ClaimPayment],
    later: list[ClaimPayment],
    changes: Changes,
    settle: Conclude,
    hold: Conclude,
) -> None:
    for claim in earlier:
        settle(claim, Reason.LATER_INSURER_DECIDES)
    if _asks_for_more(earlier, later, changes):
        for claim in later:
            hold(claim, Reason.CONFLICTING_CLAIMS)


def _match_by_charge(
    earlier: list[ClaimPayment], later: list[ClaimPayment]
) -> tuple[list[Answered], list[ClaimPayment], list[ClaimPayment]]:
    """Each earlier claim that a later one of equal charge answers; what is left of both."""
    answers: dict[object, list[ClaimPayment]] = defaultdict(list)
    for claim in later:
        answers[claim.charge].append(claim)
    answered: list[Answered] = []
    left = []
    for claim in earlier:
        if claim.charge is not None and answers[claim.charge]:
            answered.append(([claim], [answers[claim.charge].pop()]))
        else:
            left.append(claim)
    return answered, left, [claim for unmatched in answers.values() for claim in unmatched]


def _total(claims: list[ClaimPayment]) -> int | None:
    total = 0
    for claim in claims:
        if claim.charge is None:
            return None
        total += claim.charge.cents
    return total


def _asks_for_more(
    earlier: list[ClaimPayment], later: list[ClaimPayment], changes: Changes
) -> bool:
    """Whether the later ones ask the patient though they come to more than the earlier ones left.

    Of an amount that is not known nothing is said here.
    """
    before = [_left(part) for claim in earlier for part in (claim, *changes.get(id(claim), ()))]
    after = [part for claim in later for part in (claim, *changes.get(id(claim), ()))]
    shares = [_adjusted(claim, "PR") for claim in after]
    paid = sum(claim.paid.cents for claim in after if claim.paid)
    if None in before or None in shares or not any(shares):
        return False
    return sum(filter(None, shares)) + paid > sum(filter(None, before))


def _left(claim: ClaimPayment) -> int | None:
    """What a payer left to the next one: the patient's share; of a denial all but what the
    payers before it had settled (OA-23). One that paid a part is no denial, whatever its status."""
    if claim.paid or not is_denied(claim):
        return _adjusted(claim, "PR")
    settled = _adjusted(claim, "OA", "23")
    return None if settled is None or claim.charge is None else claim.charge.cents - settled


def _adjusted(claim: ClaimPayment, group: str, reason: str = "") -> int | None:
    """The sum of a group, or of one reason of it; None when an amount is not known."""
    amounts = [
        part.amount
        for _, part in claim.all_adjustments()
        if part.group == group and reason in ("", part.reason)
    ]
    known = [amount.cents for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None
