"""`plainbill worker`: answers the texts in the inbox and sends those in the outbox."""

from __future__ import annotations

import logging
import signal
import threading

from cli.environment import state_folder
from cli.system import WORKER_READY


def work() -> None:
    """Work until SIGTERM or Ctrl-C; what is in progress is finished first."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    from telephony.worker import run_worker

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    ready = state_folder() / WORKER_READY
    ready.parent.mkdir(parents=True, exist_ok=True)
    try:
        run_worker(stop, ready.touch)
    finally:
        ready.unlink(missing_ok=True)
