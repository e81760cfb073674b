"""When a debt collector's validation notice is due, and how long the person may dispute.

Source: 12 CFR 1006.34 (compliance D2): the information goes out in the initial communication or
within five days of it. The period ends thirty days after the person receives it, or is assumed
to: five days after it was sent, Saturdays, Sundays and federal holidays left out
(1006.34(b)(5)). Calendar dates are the organisation's.

Allowed: a notice on the fifth day. Refused: on the sixth it is late.

>>> due_on(dt.date(2026, 11, 23))
datetime.date(2026, 11, 28)
>>> is_late(dt.date(2026, 11, 23), None, dt.date(2026, 11, 29))
True
>>> period_ends_on(dt.date(2026, 11, 23))  # Thanksgiving and a weekend lie between
datetime.date(2026, 12, 31)
"""

from __future__ import annotations

import datetime as dt

from receivables.domain.federal_holidays import add_federal_business_days

WITHIN_DAYS = 5
ASSUMED_RECEIPT_DAYS = 5
VALIDATION_DAYS = 30


def due_on(first_contact_on: dt.date) -> dt.date:
    """The last day on which the notice may go out."""
    return first_contact_on + dt.timedelta(days=WITHIN_DAYS)


def is_late(first_contact_on: dt.date, sent_on: dt.date | None, today: dt.date) -> bool:
    """Whether the notice went out too late, or has not gone out and should have."""
    return (sent_on or today) > due_on(first_contact_on)


def period_ends_on(sent_on: dt.date) -> dt.date:
    """The last day of the period in which a dispute stops collection until it is answered."""
    received = add_federal_business_days(sent_on, ASSUMED_RECEIPT_DAYS)
    return received + dt.timedelta(days=VALIDATION_DAYS)


def in_period(sent_on: dt.date, today: dt.date) -> bool:
    """Whether a dispute today is still in time."""
    return today <= period_ends_on(sent_on)
