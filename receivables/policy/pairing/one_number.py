"""The claims of one payer claim number: reversals, corrections, repeats (remittance 1d)."""

from __future__ import annotations

from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import Reason
from receivables.policy.claim_amounts import is_negative, signature
from receivables.policy.pairing.found import Pairing, Undone
from receivables.policy.pairing.mirrors import undo
from receivables.policy.pairing.time import came_with_or_after
from receivables.policy.trust import is_trusted

PENDING = frozenset(("5", "10", "13", "15", "16", "17"))


def pair_siblings(siblings: list[ClaimPayment], found: Pairing) -> None:
    """Sorts the claims of one payer claim number into what was found."""
    if len(siblings) == 1 and siblings[0].status != "22":
        found.standing.append(siblings[0])
        return
    reversals = [claim for claim in siblings if claim.status == "22"]
    others = [claim for claim in siblings if claim.status != "22"]
    below = [claim for claim in others if is_negative(claim)]
    standing = _decided([claim for claim in others if not is_negative(claim)], found)
    undone: list[Undone] = []
    reversals, standing = undo(reversals, standing, undone, found, parts=3)
    below, standing = undo(below, standing, undone, found, parts=3)
    reversals, standing = undo(reversals, standing, undone, found, parts=2)
    _conclude(standing, reversals, below, undone, found)


def _decided(claims: list[ClaimPayment], found: Pairing) -> list[ClaimPayment]:
    """Leaves out claims that were only pending once one of the same number is decided."""
    decided = [claim for claim in claims if claim.status not in PENDING]
    if not decided:
        return claims
    pending = [claim for claim in claims if claim.status in PENDING]
    found.settled += [(claim, Reason.REPLACED) for claim in pending]
    return decided


def _conclude(
    standing: list[ClaimPayment],
    reversals: list[ClaimPayment],
    below: list[ClaimPayment],
    undone: list[Undone],
    found: Pairing,
) -> None:
    """What a payer claim number comes to once its reversals have undone what they mirror."""
    if standing:
        found.settled += [(each.claim, each.over) for each in undone]
    standing = _trusted(standing, found)
    if len(standing) > 1 or (standing and reversals and not _follows(standing[0], reversals)):
        reason = Reason.CONFLICTING_CLAIMS
        if len({signature(claim) for claim in standing}) == 1 and not reversals and not below:
            reason = Reason.DUPLICATE_PAYMENT
        found.held += [(claim, reason) for claim in (*standing, *reversals, *below)]
    elif standing:
        found.standing += standing
        if undone or reversals:
            found.corrections.add(id(standing[0]))
        found.settled += [(claim, Reason.REVERSAL) for claim in reversals]
        if below:
            found.changes[id(standing[0])] = below
            found.settled += [(claim, Reason.CORRECTED) for claim in below]
    else:
        found.waiting += [(claim, Reason.NEGATIVE_CORRECTION) for claim in below]
        found.reversed += undone
        found.reversed += [Undone(claim, claim, Reason.REVERSAL) for claim in reversals]


def _trusted(claims: list[ClaimPayment], found: Pairing) -> list[ClaimPayment]:
    """Leaves out claims that contradict themselves where a sibling does not."""
    trusted = [claim for claim in claims if is_trusted(claim)] if len(claims) > 1 else []
    if not trusted:
        return claims
    found.doubtful += [claim for claim in claims if not is_trusted(claim)]
    return trusted


def _follows(correction: ClaimPayment, reversals: list[ClaimPayment]) -> bool:
    """Whether a claim came with or after reversals of something we never saw."""
    return all(came_with_or_after(correction, reversal) for reversal in reversals)
