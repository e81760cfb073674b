"""Step 3: which claims still stand after reversals and corrections (remittance 1d).

A reversal (status 22, or all its amounts negated under another status) undoes the claim of the
same payer claim number (`claim_numbers`) that it mirrors; what is left is the correction. A
claim below zero that mirrors nothing changes the one claim it belongs to. Order does not matter.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import Reason
from receivables.policy.claim_amounts import Signature, is_negative, signature
from receivables.policy.claim_copies import without_copies
from receivables.policy.claim_numbers import by_number, same_days
from receivables.policy.trust import is_trusted

PENDING = frozenset(("5", "10", "13", "15", "16", "17"))


class Undone(NamedTuple):
    """A claim that a reversal undid (or the reversal of one we never saw), and the reason it gets
    once a correction has taken its place."""

    claim: ClaimPayment
    reversal: ClaimPayment
    over: Reason


@dataclass(slots=True)
class Pairing:
    """`standing` claims decide; `changes` belong to a standing claim (by its id()).

    `doubtful` claims do not add up while a sibling of the same number does: each is held for what
    is wrong with it, and so is the account.

    `settled` claims are over, `waiting` and `held` ones stop the account; each with its reason.
    """

    standing: list[ClaimPayment] = field(default_factory=list)
    doubtful: list[ClaimPayment] = field(default_factory=list)
    changes: dict[int, list[ClaimPayment]] = field(default_factory=dict)
    settled: list[tuple[ClaimPayment, Reason]] = field(default_factory=list)
    reversed: list[Undone] = field(default_factory=list)
    waiting: list[tuple[ClaimPayment, Reason]] = field(default_factory=list)
    held: list[tuple[ClaimPayment, Reason]] = field(default_factory=list)


def pair(claims: Iterable[ClaimPayment]) -> Pairing:
    """Sorts an account's claims into those that stand and those that are over or doubtful."""
    found = Pairing()
    unique = without_copies(sorted(claims, key=_in_time), found.settled)
    found.settled += [(each, Reason.PREDETERMINATION) for each in unique if each.status == "25"]
    decided = [claim for claim in unique if claim.status != "25"]
    for siblings in by_number(decided):
        _pair_siblings(siblings, found)
    _replace_reversed(found)
    return found


def _in_time(claim: ClaimPayment) -> Signature:
    """By payment, then by place in the file: the same order however the claims came."""
    payment = claim.transaction
    when = payment.paid_on or payment.produced_on if payment else None
    return (
        when or dt.date.min,
        payment.trace if payment else "",
        payment.control_number if payment else "",
        claim.segment,
        claim.payer_claim_control_number,
        claim.status,
        signature(claim),
    )


def _pair_siblings(siblings: list[ClaimPayment], found: Pairing) -> None:
    if len(siblings) == 1 and siblings[0].status != "22":
        found.standing.append(siblings[0])
        return
    reversals = [claim for claim in siblings if claim.status == "22"]
    others = [claim for claim in siblings if claim.status != "22"]
    below = [claim for claim in others if is_negative(claim)]
    standing = _decided([claim for claim in others if not is_negative(claim)], found)
    undone: list[Undone] = []
    reversals, standing = _undo(reversals, standing, undone, found, parts=3)
    below, standing = _undo(below, standing, undone, found, parts=3)
    reversals, standing = _undo(reversals, standing, undone, found, parts=2)
    _conclude(standing, reversals, below, undone, found)


def _decided(claims: list[ClaimPayment], found: Pairing) -> list[ClaimPayment]:
    """Leaves out claims that were only pending once one of the same number is decided."""
    decided = [claim for claim in claims if claim.status not in PENDING]
    if not decided:
        return claims
    pending = [claim for claim in claims if claim.status in PENDING]
    found.settled += [(claim, Reason.REPLACED) for claim in pending]
    return decided


def _undo(
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
    if len(standing) > 1:
        trusted = [claim for claim in standing if is_trusted(claim)]
        if trusted:
            found.doubtful += [claim for claim in standing if not is_trusted(claim)]
            standing = trusted
    if len(standing) > 1 or (standing and reversals and not _follows(standing[0], reversals)):
        reason = Reason.CONFLICTING_CLAIMS
        if len({signature(claim) for claim in standing}) == 1 and not reversals and not below:
            reason = Reason.DUPLICATE_PAYMENT
        found.held += [(claim, reason) for claim in (*standing, *reversals, *below)]
    elif standing:
        found.standing += standing
        found.settled += [(claim, Reason.REVERSAL) for claim in reversals]
        if below:
            found.changes[id(standing[0])] = below
            found.settled += [(claim, Reason.CORRECTED) for claim in below]
    else:
        found.waiting += [(claim, Reason.NEGATIVE_CORRECTION) for claim in below]
        found.reversed += undone
        found.reversed += [Undone(claim, claim, Reason.REVERSAL) for claim in reversals]


def _follows(correction: ClaimPayment, reversals: list[ClaimPayment]) -> bool:
    """Whether a claim came with or after reversals of something we never saw."""
    return all(_came_with_or_after(correction, reversal) for reversal in reversals)


def _came_with_or_after(claim: ClaimPayment, other: ClaimPayment) -> bool:
    first, second = other.transaction, claim.transaction
    if first is second:
        return True
    if first is None or second is None or first.paid_on is None or second.paid_on is None:
        return False
    return second.paid_on > first.paid_on


def _replace_reversed(found: Pairing) -> None:
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
        later = [each for each in bills if _came_with_or_after(each, undone.reversal)]
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
        and _came_with_or_after(each, reversal)
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
