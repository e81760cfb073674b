"""Reminding of missed installments: a look each hour, and one person at a time.

Each hour, not each day: where the rules refuse at one hour (a barred one, a measure that is full)
they may allow at the next. Which worker looked when is kept nowhere: a look too many changes
nothing, because a reminder is written once.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable

from sqlalchemy import Engine

from receivables.services.missed_reminders import remind, who_may_have_missed
from receivables.store.database import reading, transaction

LOOKS_EVERY = dt.timedelta(hours=1)


class Reminding:
    """Work for a worker: who may have missed a payment is gone through one by one."""

    def __init__(self, store: Engine, clock: Callable[[], dt.datetime]):
        self._store = store
        self._clock = clock
        self._waiting: deque[int] = deque()
        self._looks_at = dt.datetime.min.replace(tzinfo=dt.UTC)

    def has_work(self) -> bool:
        """Whether it is time to look, or somebody is left of the last look."""
        return bool(self._waiting) or self._clock() >= self._looks_at

    def step(self) -> bool:
        """Look, or see to one person. False when there was nothing to do."""
        now = self._clock()
        if not self._waiting and now < self._looks_at:
            return False
        if not self._waiting:
            self._looks_at = now + LOOKS_EVERY
            with reading(self._store) as session:
                self._waiting.extend(who_may_have_missed(session, now))
            return bool(self._waiting)
        with transaction(self._store) as session:
            remind(session, self._waiting.popleft(), now)
        return True
