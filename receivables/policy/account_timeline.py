"""The ledger rows that an account's claims should have made, whatever order they came in.

The claims are taken in the order of their dates. Each one may add rows and undo earlier ones; an
undone row stays, and a row that corrects it follows, with the date of the claim that undid it.
So the balance of any past date can be summed, and the same claims always give the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from receivables.domain.money import Money
from receivables.domain.movements import DatedClaim, Movement, PlannedEntry
from receivables.policy.account_movements import Standing, account_standing


@dataclass(frozen=True, slots=True)
class Timeline:
    """All rows from the first claim on, and where the account stands after the last."""

    entries: list[PlannedEntry]
    standing: Standing


def account_timeline(
    charge: Money, claims: Sequence[DatedClaim], self_pay: bool = False
) -> Timeline:
    """The rows of one or more claims on an account with this charge."""
    ordered = sorted(claims, key=lambda dated: dated.order)
    plan = _Plan()
    for count, dated in enumerate(ordered, start=1):
        standing = account_standing(charge, ordered[:count], self_pay)
        plan.follow(dated, standing.movements)
    return Timeline(plan.entries, standing)


class _Plan:
    def __init__(self) -> None:
        self.entries: list[PlannedEntry] = []
        self._standing: dict[str, PlannedEntry] = {}
        self._times: dict[str, int] = {}

    def follow(self, cause: DatedClaim, movements: list[Movement]) -> None:
        """Undo what no longer holds, add what is new."""
        wanted = {movement.name: movement for movement in movements}
        for name in [name for name in self._standing if name not in wanted]:
            self._undo(self._standing.pop(name), cause)
        for name, movement in wanted.items():
            if name not in self._standing:
                self._standing[name] = self._add(name, movement, cause)

    def _add(self, name: str, movement: Movement, cause: DatedClaim) -> PlannedEntry:
        self._times[name] = self._times.get(name, 0) + 1
        key = f"{name}|{cause.effective_on}|{self._times[name]}"
        entry = PlannedEntry(key, movement, movement.amount, cause.effective_on, movement.claim_key)
        self.entries.append(entry)
        return entry

    def _undo(self, entry: PlannedEntry, cause: DatedClaim) -> None:
        key = f"undo|{entry.key}|{cause.effective_on}"
        self.entries.append(
            PlannedEntry(
                key, entry.movement, -entry.amount, cause.effective_on, cause.key, entry.key
            )
        )
