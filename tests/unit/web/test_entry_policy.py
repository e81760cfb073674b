"""How long a session lasts, whatever it does."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from receivables.policy.entry import IDLE, LONGEST_SESSION, session_lasts

START = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
spans = st.timedeltas(min_value=dt.timedelta(0), max_value=dt.timedelta(days=2))


@given(seen=spans, later=spans)
def test_no_session_outlives_its_limits(seen: dt.timedelta, later: dt.timedelta) -> None:
    now = START + seen + later
    if session_lasts(START, START + seen, now):
        assert later < IDLE
        assert now - START < LONGEST_SESSION


@given(seen=spans, later=spans)
def test_a_session_in_use_lasts(seen: dt.timedelta, later: dt.timedelta) -> None:
    if later < IDLE and seen + later < LONGEST_SESSION:
        assert session_lasts(START, START + seen, START + seen + later)
