"""Start several processes together, keep them running, stop them together."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from cli.processes import ManagedProcess

STOP_SECONDS = 8.0
LONGEST_WAIT = 30.0
LOOK_EVERY = 0.25
STEADY_SECONDS = 60.0


@dataclass
class _Restart:
    """When a dead process starts again: at once, then after 1, 2, 4 ... seconds."""

    at: float = 0.0
    failures: int = 0
    announced: bool = False


@dataclass
class Supervisor:
    """The processes of one system, in the order of their start.

    `say` receives one line about each event worth knowing.
    """

    say: Callable[[str], None] = lambda line: None
    processes: dict[str, ManagedProcess] = field(default_factory=dict)
    _restarts: dict[str, _Restart] = field(default_factory=dict)
    _ceased: bool = False

    def start(self, process: ManagedProcess) -> None:
        """Start a process and look after it from now on."""
        self.processes[process.spec.name] = process
        process.start()

    def wait_ready(self, names: Iterable[str]) -> None:
        """Wait for the health checks of some. Raises FailedStart, naming the log."""
        for name in names:
            self.processes[name].wait_ready()

    def supervise(self) -> None:
        """Start again whatever dies, until `cease` is called (or an exception leaves)."""
        while not self._ceased:
            for process in self.processes.values():
                self.look_after(process)
            time.sleep(LOOK_EVERY)

    def look_after(self, process: ManagedProcess) -> None:
        """Start one process again if it is dead and its time has come."""
        plan = self._restarts.setdefault(process.spec.name, _Restart())
        now = time.monotonic()
        if process.exit_status is None:
            if now - process.started > STEADY_SECONDS:
                self._restarts[process.spec.name] = _Restart()
            return
        if not plan.announced:
            wait = 0.0 if plan.failures == 0 else min(2.0 ** (plan.failures - 1), LONGEST_WAIT)
            plan.at, plan.announced = now + wait, True
            self.say(
                f"{process.spec.name} stopped ({_ending(process.exit_status)}); starting it again"
                + (f" in {wait:.0f} s" if wait else "")
                + f". Its log: {process.log}"
            )
        if now >= plan.at:
            plan.failures += 1
            plan.announced = False
            process.start()

    def cease(self) -> None:
        """Let `supervise` return; nothing is started again. A signal handler may call it."""
        self._ceased = True

    def stop(self) -> None:
        """Stop all, the last started first, killing those that don't within a few seconds."""
        self.cease()
        for process in reversed(self.processes.values()):
            process.ask_to_stop()
        end = time.monotonic() + STOP_SECONDS
        for process in reversed(self.processes.values()):
            process.make_stop(end - time.monotonic())


def _ending(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"exit status {status}"
