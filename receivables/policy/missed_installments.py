"""Which installments of an arrangement are missed.

A choice of ours, no law: a payment counts as missed once its due date and the days of grace
(`[arrangement] grace_days`) have passed and what has been paid does not reach it. Payments go to
the earliest installments first, whatever day they came.

>>> agreed = [(dt.date(2026, 10, 1), Money(5000)), (dt.date(2026, 11, 1), Money(5000))]
>>> missed(agreed, Money(5000), dt.date(2026, 11, 11), 10)
()
>>> missed(agreed, Money(5000), dt.date(2026, 11, 12), 10)
(datetime.date(2026, 11, 1),)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from receivables.domain.money import ZERO, Money


def missed(
    installments: Iterable[tuple[dt.date, Money]], covered: Money, today: dt.date, grace_days: int
) -> tuple[dt.date, ...]:
    """The due dates of the missed installments, the earliest first; none while nothing is missed.

    `installments` are due dates with amounts, `covered` is all that was paid since they were
    agreed on; dates are those of the organisation's calendar.
    """
    due = ZERO
    found = []
    for day, amount in sorted(installments, key=lambda installment: installment[0]):
        if day + dt.timedelta(days=grace_days) >= today:
            break
        due += amount
        if due > covered:
            found.append(day)
    return tuple(found)
