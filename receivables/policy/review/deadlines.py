"""By when a denial can be appealed, where a rule fixes it for every plan of the kind.

Sources: 42 CFR 405.942 (Original Medicare: 120 days from receipt of the determination), 42 CFR
422.582 (Medicare Advantage: 60 days or more from the notice; the shorter is taken). Confirm both
with counsel. Other plans set their own time by contract: it is asked, never guessed.

Allowed: Medicare, decided on September 1, 2026: by December 30. Refused: a guess for a PPO.

>>> appeal_deadline("MB", dt.date(2026, 9, 1))
datetime.date(2026, 12, 30)
>>> appeal_deadline("12", dt.date(2026, 9, 1)) is None
True
"""

from __future__ import annotations

import datetime as dt

DAYS = {"MA": 120, "MB": 120, "16": 60}
NO_APPEAL = "N211"  # the remark that a decision cannot be appealed (remittance 1f)


def appeal_deadline(filing_indicator: str, decided_on: dt.date) -> dt.date | None:
    """The last day for an appeal, counted from the payment's date (the days of the mail are left
    out, so it is never too late); None where the plan must be asked."""
    days = DAYS.get(filing_indicator)
    return decided_on + dt.timedelta(days=days) if days else None
