"""A worker that kills itself (SIGKILL) before or after a step of a turn, once.

Usage: mortal_worker.py [before|after MODULE:FUNCTION or MODULE:CLASS.METHOD]
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading
from typing import Any

from telephony.worker import run_worker


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def mortal(moment: str, where: str) -> None:
    """Let the process die around a function; after it only where it had something to do."""
    module_name, _, path = where.partition(":")
    owner_name, _, method_name = path.rpartition(".")
    owner: Any = importlib.import_module(module_name)
    owner = getattr(owner, owner_name) if owner_name else owner
    method = getattr(owner, method_name)

    def deadly(*arguments: Any, **named: Any) -> Any:
        if moment == "before":
            die()
        result = method(*arguments, **named)
        if result is not None:
            die()
        return result

    setattr(owner, method_name, deadly)


def main() -> None:
    if len(sys.argv) == 3:
        mortal(sys.argv[1], sys.argv[2])
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    run_worker(stop)


if __name__ == "__main__":
    main()
