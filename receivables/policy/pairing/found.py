"""What pairing finds: claims that stand, and those that are over or doubtful, with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import Reason


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

    `corrections` are standing claims (by their id()) that took the place of a reversed one.

    `settled` claims are over, `waiting` and `held` ones stop the account; each with its reason.
    """

    standing: list[ClaimPayment] = field(default_factory=list)
    doubtful: list[ClaimPayment] = field(default_factory=list)
    changes: dict[int, list[ClaimPayment]] = field(default_factory=dict)
    corrections: set[int] = field(default_factory=set)
    settled: list[tuple[ClaimPayment, Reason]] = field(default_factory=list)
    reversed: list[Undone] = field(default_factory=list)
    waiting: list[tuple[ClaimPayment, Reason]] = field(default_factory=list)
    held: list[tuple[ClaimPayment, Reason]] = field(default_factory=list)
