"""One child process: started in a group of its own, watched, and never left behind."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

LARGEST_LOG = 5_000_000
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class ProcessSpec:
    """What to start, and how to know that it is ready within `ready_seconds`.

    Of those that want the processor, one of higher `niceness` waits for the others.
    """

    name: str
    command: tuple[str, ...]
    healthy: Callable[[], bool]
    ready_seconds: float = 60
    niceness: int = 0


class FailedStart(Exception):
    """One sentence about a process that did not get ready, naming its log."""


@dataclass
class ManagedProcess:
    """A process of the system, with its log in `logs/<name>.log`."""

    spec: ProcessSpec
    environment: Mapping[str, str]
    folder: Path
    logs: Path
    started: float = 0.0
    _child: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def log(self) -> Path:
        """Where everything it prints goes."""
        return self.logs / f"{self.spec.name}.log"

    @property
    def pid(self) -> int | None:
        """Its process id, None before the first start."""
        return self._child.pid if self._child else None

    @property
    def exit_status(self) -> int | None:
        """None while it runs; negative for the signal that killed it."""
        return self._child.poll() if self._child else 0

    def start(self) -> None:
        """Start it; it dies with this process, however this process ends."""
        self.logs.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        parent = os.getpid()
        with self.log.open("ab") as log:
            self._child = subprocess.Popen(
                self.spec.command,
                cwd=self.folder,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=lambda: _begin(parent, self.spec.niceness),
            )
        self.started = time.monotonic()

    def wait_ready(self) -> None:
        """Return once its health check answers. Raises FailedStart."""
        while time.monotonic() - self.started < self.spec.ready_seconds:
            if self.exit_status is not None:
                raise FailedStart(f"{self._name} stopped while starting: {self._see_log}")
            if self.spec.healthy():
                return
            time.sleep(0.05)
        seconds = f"{self.spec.ready_seconds:.0f} seconds"
        raise FailedStart(f"{self._name} was not ready after {seconds}: {self._see_log}")

    def ask_to_stop(self) -> None:
        """SIGTERM to the process and its own children."""
        self._signal(signal.SIGTERM)

    def make_stop(self, seconds: float) -> None:
        """Wait for its end, and kill it when the time is over."""
        if self._child is None:
            return
        try:
            self._child.wait(timeout=max(seconds, 0.01))
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self._child.wait()

    def kill(self) -> None:
        """SIGKILL, as a crash would be."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        if self._child is not None and self._child.poll() is None:
            os.killpg(self._child.pid, number)

    @property
    def _name(self) -> str:
        return f"The {self.spec.name} process"

    @property
    def _see_log(self) -> str:
        lines = [line for line in self.log.read_text(errors="replace").splitlines() if line.strip()]
        last = f" It ends with: {lines[-1].strip()[:200]}" if lines else ""
        return f"see {self.log}.{last}"


_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def _begin(parent: int, niceness: int) -> None:
    """Ask Linux to kill this process when its parent is gone (runs in the new child)."""
    os.nice(niceness)
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def answers(url: str) -> Callable[[], bool]:
    """A health check: whether an address answers 200."""

    def check() -> bool:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    return check
