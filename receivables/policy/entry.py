"""Getting in: how often one may try, and how long one stays.

Sources: 45 CFR 164.312(a)(2)(iii) automatic logoff, 164.312(d) person authentication;
NIST SP 800-63B sections 5.1.1.2 (long passwords, no composition rules), 5.2.2 (throttling) and
4.2.3 (again after 12 hours, or 15 minutes without use).

>>> import datetime as dt
>>> start = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
>>> session_lasts(start, start + dt.timedelta(minutes=14), start + dt.timedelta(minutes=20))
True
>>> session_lasts(start, start, start + dt.timedelta(minutes=15))
False
"""

from __future__ import annotations

import datetime as dt

IDLE = dt.timedelta(minutes=15)
LONGEST_SESSION = dt.timedelta(hours=12)
FAILURES_ALLOWED = 5
LOG_IN_WINDOW = dt.timedelta(minutes=15)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256

PASSWORD_FRESH = dt.timedelta(minutes=5)  # for refunds and rights
CODE_WITHIN = dt.timedelta(minutes=10)  # from the password to the authenticator's code

LINK_LASTS = dt.timedelta(hours=24)
LINK_WINDOW = dt.timedelta(hours=24)
LINK_VISIT_LASTS = dt.timedelta(minutes=15)


def session_lasts(started_at: dt.datetime, seen_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether a session, last used at `seen_at`, still stands."""
    return now - seen_at < IDLE and now - started_at < LONGEST_SESSION


def password_is_fresh(password_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether the password was typed so lately that refunds and rights need it no second time."""
    return now - password_at < PASSWORD_FRESH


def may_try(failures: int) -> bool:
    """Whether one more try is allowed after so many failures within the window."""
    return failures < FAILURES_ALLOWED
