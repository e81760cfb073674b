"""Step 3: which claims still stand after reversals and corrections (remittance 1d).

A reversal (status 22, or all its amounts negated under another status) undoes the claim of the
same payer claim number (`claim_numbers`) that it mirrors; what is left is the correction. A
claim below zero that mirrors nothing changes the one claim it belongs to. Order does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable

from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import Reason
from receivables.policy.claim_copies import without_copies
from receivables.policy.claim_numbers import by_number
from receivables.policy.pairing.found import Pairing
from receivables.policy.pairing.new_numbers import replace_reversed
from receivables.policy.pairing.one_number import pair_siblings
from receivables.policy.pairing.time import in_time

__all__ = ["Pairing", "pair"]


def pair(claims: Iterable[ClaimPayment]) -> Pairing:
    """Sorts an account's claims into those that stand and those that are over or doubtful."""
    found = Pairing()
    unique = without_copies(sorted(claims, key=in_time), found.settled)
    found.settled += [(each, Reason.PREDETERMINATION) for each in unique if each.status == "25"]
    decided = [claim for claim in unique if claim.status != "25"]
    for siblings in by_number(decided):
        pair_siblings(siblings, found)
    replace_reversed(found)
    return found
