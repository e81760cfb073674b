"""Money that claims move on an account, before it becomes ledger rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from receivables.domain.money import Money
from receivables.domain.remittance import ClaimPayment


@dataclass(frozen=True, slots=True)
class DatedClaim:
    """A claim of an account under the key of its record, in effect from a calendar date."""

    key: str
    claim: ClaimPayment
    effective_on: dt.date
    position: int = 0

    @property
    def order(self) -> tuple[dt.date, str, int]:
        """Where it stands among the account's claims, however they came in."""
        return self.effective_on, self.key.rpartition("|claim|")[0], self.position


class Movement(NamedTuple):
    """One amount that one claim moves; `fact` names it within the claim.

    `party` and `kind` are those of a ledger row. A positive amount raises what the party owes.
    """

    claim_key: str
    fact: str
    party: str
    kind: str
    amount: Money
    provenance: dict[str, Any]

    @property
    def name(self) -> str:
        """The same for the same fact with the same amount (cents), whenever it is derived."""
        return f"{self.claim_key}|{self.fact}|{self.party}|{self.amount.cents}"


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """A ledger row that should stand. `corrects` is the key of the row it undoes."""

    key: str
    movement: Movement
    amount: Money
    effective_on: dt.date
    claim_key: str
    corrects: str | None = None
