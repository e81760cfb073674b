"""What a validation notice tells about each debt, as it is kept and printed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Self

from receivables.domain.money import ZERO, Money


@dataclass(frozen=True, slots=True)
class ItemizedDebt:
    """One visit. `account`: the last characters of its number. `on`: the itemization date, here
    the day of the service (12 CFR 1006.34(b)(3)(iv)), on which `charged` was owed; `credited` was
    paid or credited since. No interest and no fee is ever added.

    >>> ItemizedDebt("4101", dt.date(2026, 7, 20), Money(90000), Money(78000)).owed
    Money(12000)
    """

    account: str
    on: dt.date
    charged: Money
    credited: Money
    interest: Money = ZERO
    fees: Money = ZERO

    @property
    def owed(self) -> Money:
        """The amount of the debt now."""
        return self.charged + self.interest + self.fees - self.credited

    def kept(self) -> dict[str, Any]:
        """As it is kept: cents and ISO dates."""
        return {
            "account": self.account,
            "on": self.on.isoformat(),
            "charged": self.charged.cents,
            "credited": self.credited.cents,
        }

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Self:
        """From what was kept."""
        on = dt.date.fromisoformat(kept["on"])
        return cls(kept["account"], on, Money(kept["charged"]), Money(kept["credited"]))
