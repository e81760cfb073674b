"""Tells every open page of this process what has changed in the store: one look for all of them."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import Engine

from receivables.services.live import Changes, Picture, changes, take_picture
from receivables.store.change_signal import change_signal
from receivables.store.database import reading

logger = logging.getLogger(__name__)
LONGEST_UNLOOKED = 2.0  # seconds: a lost notification is made up for
SHORTEST_BETWEEN = 0.2  # seconds between two looks, however much is written
PAUSE_AFTER_AN_ERROR = 1.0


class Page:
    """An open page: what it shows (a conversation, or the list), and whether that has changed."""

    def __init__(self, conversation_id: str | None):
        self.conversation_id = conversation_id
        self.waiting: int | None = None  # how many wait, as far as the page was not told
        self.stale = False
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()

    async def news(self, seconds: float) -> bool:
        """Wait for news, at most so many seconds; whether there are any."""
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except TimeoutError:
            return False
        self._news.clear()
        return True

    def tell(self, changed: Changes, waiting: int) -> None:
        """Let the page know, from another thread."""
        shown = self.conversation_id
        stale = changed.inbox if shown is None else shown in changed.conversations
        if stale or changed.inbox:
            self._loop.call_soon_threadsafe(self._take, stale, waiting)

    def _take(self, stale: bool, waiting: int) -> None:
        self.stale = self.stale or stale
        self.waiting = waiting
        self._news.set()


class Hub:
    """Looks at the store while any page is open, in one thread."""

    def __init__(self, store: Engine):
        self._store = store
        self._pages: set[Page] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    @contextmanager
    def open_page(self, conversation_id: str | None) -> Iterator[Page]:
        """A page is open for the time of a block."""
        page = Page(conversation_id)
        with self._lock:
            self._pages.add(page)
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="live", daemon=True)
                self._thread.start()
        try:
            yield page
        finally:
            with self._lock:
                self._pages.discard(page)

    def _watch(self) -> None:
        while self._has_pages():
            try:
                self._watch_store()
            except Exception as problem:  # the database is away: pages ask by themselves meanwhile
                logger.error("%s while watching for changes", type(problem).__name__)
                time.sleep(PAUSE_AFTER_AN_ERROR)

    def _watch_store(self) -> None:
        with change_signal(self._store) as changed:
            before = self._look()
            while self._has_pages():
                changed(LONGEST_UNLOOKED)
                after = self._look()
                self._tell(changes(before, after), after.waiting)
                before = after
                time.sleep(SHORTEST_BETWEEN)

    def _look(self) -> Picture:
        with reading(self._store) as session:
            return take_picture(session)

    def _tell(self, changed: Changes, waiting: int) -> None:
        if changed.inbox or changed.conversations:
            with self._lock:
                for page in self._pages:
                    page.tell(changed, waiting)

    def _has_pages(self) -> bool:
        with self._lock:
            if not self._pages:
                self._thread = None
            return bool(self._pages)


@cache
def hub_of(store: Engine) -> Hub:
    """This process's hub for a store."""
    return Hub(store)
