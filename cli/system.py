"""Plainbill as four processes: what each is, and how they come up together.

`running_system` gives tests a system of their own: a state folder, free ports, the same code.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cli.environment import ROOT, Ports, complete, create_local_env
from cli.ports import free_ports
from cli.processes import FailedStart, ManagedProcess, ProcessSpec, answers
from cli.supervisor import Supervisor

BOT_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
WORKER_READY = "worker.ready"
BEHIND = 5  # niceness: a webhook is acknowledged before a text is worked on


@dataclass
class System:
    """One installation on its way up or running. `environment` is what each process gets."""

    folder: Path
    ports: Ports
    environment: dict[str, str]
    supervisor: Supervisor = field(default_factory=Supervisor)

    @property
    def web_url(self) -> str:
        """Where the webhooks, the simulator and the console answer."""
        return f"http://127.0.0.1:{self.ports.web}"

    @property
    def logs(self) -> Path:
        """The folder of the processes' logs."""
        return self.folder / "logs"

    def start(self, name: str) -> None:
        """Start one of: rasa, actions, web, worker."""
        spec = self._spec(name)
        if name == "worker":
            (self.folder / WORKER_READY).unlink(missing_ok=True)
        self.supervisor.start(ManagedProcess(spec, self.environment, ROOT, self.logs))

    def start_all(self, *, demonstration: bool) -> dict[str, Any]:
        """Bring the store up to date and start everything; the worker waits for Rasa itself.

        Returns what `cli.prepare` says (the demonstration people). Raises FailedStart.
        """
        self.start("rasa")  # the slowest: it loads while the store is made ready
        prepared = self.prepare(demonstration=demonstration)
        for name in ("actions", "web", "worker"):
            self.start(name)
        self.supervisor.wait_ready(("actions", "web", "rasa", "worker"))
        return prepared

    def prepare(self, *, demonstration: bool) -> dict[str, Any]:
        """Migrate the store and load the demonstration data, in a process of its own."""
        command = [sys.executable, "-m", "cli.prepare"]
        if demonstration:
            command.append("--demonstration")
        self.logs.mkdir(parents=True, exist_ok=True)
        log = self.logs / "prepare.log"
        with log.open("wb") as errors:
            done = subprocess.run(
                command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=errors
            )
        if done.returncode:
            raise FailedStart(f"The database could not be brought up to date: see {log}.")
        return dict(json.loads(done.stdout))

    def stop(self) -> None:
        """Stop every process."""
        self.supervisor.stop()

    def _spec(self, name: str) -> ProcessSpec:
        rasa, actions = (f"http://127.0.0.1:{p}" for p in (self.ports.rasa, self.ports.actions))
        own = (sys.executable, "-m", "cli")
        ready = self.folder / WORKER_READY
        return {
            "rasa": ProcessSpec(
                "rasa",
                (str(BOT_PYTHON), "-m", "bot.launcher", "run", "--port", str(self.ports.rasa)),
                answers(f"{rasa}/"),
                120,
                BEHIND,
            ),
            "actions": ProcessSpec(
                "actions", (*own, "actions"), answers(f"{actions}/health"), 60, BEHIND
            ),
            "web": ProcessSpec("web", (*own, "web"), answers(f"{self.web_url}/health"), 60),
            "worker": ProcessSpec("worker", (*own, "worker"), ready.exists, 120, BEHIND),
        }[name]


def make_system(folder: Path, ports: Ports, environment: Mapping[str, str] = os.environ) -> System:
    """A system that keeps its state in a folder. Raises OSError when that can't be made."""
    create_local_env(folder)
    own = dict(environment) | {"PLAINBILL_STATE_FOLDER": str(folder)}
    return System(folder, ports, complete(own, ports))


@contextmanager
def running_system(
    folder: Path, *, demonstration: bool = True, environment: Mapping[str, str] | None = None
) -> Iterator[System]:
    """A whole running system on free ports; stopped at the end, with nothing left behind.

    `environment` adds to this process's own, without its Plainbill and Twilio settings. The model
    must have been trained. Raises FailedStart.
    """
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("PLAINBILL_", "TWILIO_"))}
    system = make_system(folder, free_ports(), plain | dict(environment or {}))
    keeper = threading.Thread(target=system.supervisor.supervise, daemon=True)
    try:
        system.start_all(demonstration=demonstration)
        keeper.start()
        yield system
    finally:
        system.supervisor.cease()
        if keeper.ident:
            keeper.join()
        system.stop()
