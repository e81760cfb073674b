"""Which visits a payment goes to: the oldest first, each up to what is owed for it.

What is left, because a balance fell meanwhile, goes to the last visit that took a part: it shows
there as a credit, which is watched and paid back. Nothing is lost and nothing is invented.

>>> allocate(Money(5000), {1: Money(3000), 2: Money(4000)})
{1: Money(cents=3000), 2: Money(cents=2000)}
>>> allocate(Money(9000), {1: Money(3000), 2: Money(4000)})
{1: Money(cents=3000), 2: Money(cents=6000)}
"""

from __future__ import annotations

from collections.abc import Mapping

from receivables.domain.money import ZERO, Money


def allocate(amount: Money, owed: Mapping[int, Money]) -> dict[int, Money]:
    """The part of each visit, in the order of `owed`; the parts add up to the amount.

    Raises ValueError for no visit, or an amount that is not more than zero.
    """
    if amount <= ZERO or not owed:
        raise ValueError("a payment is of more than zero, for one visit at least")
    parts: dict[int, Money] = {}
    left = amount
    for visit, due in owed.items():
        part = min(left, max(due, ZERO))
        if part > ZERO:
            parts[visit] = part
            left = left - part
    if left > ZERO:
        last = next(reversed(parts), next(reversed(list(owed))))
        parts[last] = parts.get(last, ZERO) + left
    return parts
