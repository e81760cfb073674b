"""Money: whole cents, exact, never a float.

The law of money in this project: an amount is an integer count of cents. Two amounts add,
subtract, compare and negate; they are never multiplied with each other, and dividing is only
possible as `split`, which loses no cent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An exact amount in US cents; may be negative.

    >>> Money(1250) + Money(50)
    Money(cents=1300)
    >>> str(Money(-1250))
    '-12.50'
    """

    cents: int

    def __post_init__(self) -> None:
        if type(self.cents) is not int:
            raise TypeError(f"Money takes whole cents as int, not {type(self.cents).__name__}")

    @classmethod
    def parse(cls, text: str | Decimal) -> Money:
        """The amount that a decimal string or Decimal of dollars states.

        Raises ValueError when it is not a number or is finer than a cent.

        >>> Money.parse("12.5")
        Money(cents=1250)
        """
        try:
            cents = Decimal(text) * 100
        except ArithmeticError as error:
            raise ValueError(f"{text!r} is not an amount") from error
        if not cents.is_finite() or cents != cents.to_integral_value():
            raise ValueError(f"{text!r} is not an amount in whole cents")
        return cls(int(cents))

    @classmethod
    def total(cls, amounts: Iterable[Money]) -> Money:
        """The sum of all amounts; zero of none."""
        return cls(sum(amount.cents for amount in amounts))

    def split(self, parts: int) -> list[Money]:
        """This amount in that many nearly equal parts, the larger ones first; they sum to it.

        >>> [str(part) for part in Money(1000).split(3)]
        ['3.34', '3.33', '3.33']
        """
        if parts < 1:
            raise ValueError("an amount splits into one part or more")
        share, rest = divmod(self.cents, parts)
        return [Money(share + (index < rest)) for index in range(parts)]

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + other.cents)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - other.cents)

    def __neg__(self) -> Money:
        return Money(-self.cents)

    def __bool__(self) -> bool:
        return self.cents != 0

    def __str__(self) -> str:
        sign = "-" if self.cents < 0 else ""
        dollars, cents = divmod(abs(self.cents), 100)
        return f"{sign}{dollars}.{cents:02d}"


ZERO = Money(0)
