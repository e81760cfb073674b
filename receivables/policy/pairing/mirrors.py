"""Reversals take away the claim that they mirror (remittance 1d)."""

from __future__ import annotations

from collections import defaultdict, deque

from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import Reason
from receivables.policy.claim_amounts import Signature, signature
from receivables.policy.pairing.found import Pairing, Undone


def undo(
    reversals: list[ClaimPayment],
    standing: list[ClaimPayment],
    undone: list[Undone],
    found: Pairing,
    parts: int,
) -> tuple[list[ClaimPayment], list[ClaimPayment]]:
    """Takes away the earliest claim that each reversal mirrors; what is left of both.

    `parts` says how much must agree: 3 is charge, payment and every adjustment, 2 the totals only
    (some payers leave the adjustments of a reversal out).
    """
    if not reversals:
        return reversals, standing
    alike: dict[Signature, deque[ClaimPayment]] = defaultdict(deque)
    for claim in standing:
        alike[signature(claim)[:parts]].append(claim)
    left, taken = [], set()
    for reversal in reversals:
        matches = alike.get(signature(reversal, -1)[:parts])
        if matches:
            taken.add(id(matches[0]))
            undone.append(Undone(matches.popleft(), reversal, Reason.REVERSED))
            found.settled.append((reversal, Reason.REVERSAL))
        else:
            left.append(reversal)
    return left, [claim for claim in standing if id(claim) not in taken]
