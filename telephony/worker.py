"""The worker process: threads that answer and threads that send, woken as soon as there is work."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import Full, Queue
from typing import Protocol

from receivables.store.changes import change_watch
from receivables.store.database import engine
from telephony import language
from telephony.assistant import Assistant, make_assistant
from telephony.calling import Calling
from telephony.documents import Documents
from telephony.gateway import make_gateway
from telephony.inbox import Inbox
from telephony.outbox import Outbox
from telephony.reminding import Reminding
from telephony.settings import worker_settings
from telephony.waiting import Watch
from telephony.warm_up import warm_up

logger = logging.getLogger(__name__)
PAUSE_AFTER_AN_ERROR = 1.0
PAUSE_WHILE_LOADING = 0.1
SELDOM = 0.25  # seconds between looks for what comes seldom, and is in no hurry
LONGEST_UNSEEN = 0.5  # seconds until texts that wait for a moment, not for a change, are seen


class Work(Protocol):
    """Something to be done one piece at a time."""

    def has_work(self) -> bool: ...
    def step(self) -> bool: ...


class Crew:
    """Threads that do one kind of work, and a scout that wakes one of them for what it sees."""

    def __init__(
        self,
        name: str,
        work: Work,
        size: int,
        poll_seconds: float,
        stop: threading.Event,
        watch: Callable[[], Callable[[], bool]],
        afterwards: Callable[[], None] = lambda: None,
    ):
        self._work = work
        self._poll_seconds = poll_seconds
        self._stop = stop
        self._watch = watch
        self._afterwards = afterwards
        self._bell: Queue[None] = Queue(maxsize=1)
        jobs = [self._look_out, *[self._labour] * size]
        self._threads = [
            threading.Thread(target=job, name=f"{name}-{number}", daemon=True)
            for number, job in enumerate(jobs)
        ]

    def start(self) -> None:
        """Begin to work."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """There may be work: whichever thread rests looks for it, and only one."""
        with suppress(Full):
            self._bell.put_nowait(None)

    def join(self, seconds: float) -> None:
        """Wait for pieces of work in progress to end."""
        self.wake()
        for thread in self._threads:
            thread.join(seconds)

    def _look_out(self) -> None:
        changed, looked = self._watch(), 0.0
        while not self._stop.wait(self._poll_seconds):
            now = time.monotonic()
            if self._bell.full() or not (changed() or now - looked > LONGEST_UNSEEN):
                continue
            looked = now
            if self._safely(self._work.has_work):
                self.wake()

    def _labour(self) -> None:
        while not self._stop.is_set():
            self._bell.get()
            while not self._stop.is_set() and self._safely(self._work.step):
                self._afterwards()
        self.wake()  # the next one is to stop too

    def _safely(self, job: Callable[[], bool]) -> bool:
        try:
            return job()
        except Exception as problem:
            # The text stays claimed until its lease runs out, then it is taken again. What went
            # wrong may hold a patient's words: only its kind and place are logged.
            where = _place(problem)
            logger.error("%s at %s", type(problem).__name__, where)
            self._stop.wait(PAUSE_AFTER_AN_ERROR)
            return False


def _place(problem: BaseException) -> str:
    step = problem.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    return f"{step.tb_frame.f_code.co_filename}:{step.tb_lineno}" if step else "?"


def run_worker(
    stop_event: threading.Event | None = None, ready: Callable[[], None] = lambda: None
) -> None:
    """Answer and send until `stop_event` is set; `ready` is called once, when work has begun."""
    stop = stop_event or threading.Event()
    figures = worker_settings()
    poll = figures.poll_milliseconds / 1000
    assistant, gateway = make_assistant(), make_gateway()
    watch = partial(change_watch, engine())
    sends = Crew(
        "outbox",
        Outbox(engine(), gateway, figures, _now),
        figures.outbox_threads,
        poll,
        stop,
        watch,
    )
    answers = Crew(
        "inbox",
        Inbox(engine(), assistant, figures, _now),
        figures.inbox_threads,
        poll,
        stop,
        watch,
        sends.wake,
    )
    calls = Crew("calls", Calling(engine(), gateway, figures, _now), 1, SELDOM, stop, watch)
    fetches = Crew("documents", Documents(engine(), figures, _now), 1, SELDOM, stop, watch)
    keeps = Crew("promises", Watch(engine(), _now), 1, SELDOM, stop, watch, sends.wake)
    reminds = Crew("reminders", Reminding(engine(), _now), 1, SELDOM, stop, watch, sends.wake)
    warm_up()
    language.warm_up()
    gateway.warm_up()
    _await(assistant, figures.patience_seconds, stop)
    for crew in (sends, answers, calls, fetches, keeps, reminds):
        crew.start()
    ready()
    stop.wait()
    for crew in (answers, calls, fetches, keeps, reminds, sends):
        crew.join(figures.lease_seconds)
    assistant.close()


def _await(assistant: Assistant, patience: float, stop: threading.Event) -> None:
    """Let an assistant that starts together with us load its model; without it, begin at last."""
    end = time.monotonic() + patience
    while not assistant.is_ready() and time.monotonic() < end:
        if stop.wait(PAUSE_WHILE_LOADING):
            return


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
