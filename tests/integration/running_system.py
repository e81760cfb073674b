"""A `plainbill up` of a test's own: real processes, a state folder and ports of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from cli.environment import Ports, read_env
from cli.ports import free_ports
from telephony.handset import Handset
from telephony.settings import TwilioSettings

PLAINBILL = (sys.executable, "-m", "cli")


def own_environment(folder: Path) -> dict[str, str]:
    """This process's environment without any setting of ours.

    A slow machine may take longer to start a killed process again than a patient is let wait.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PLAINBILL_", "TWILIO_"))}
    patient = {"PLAINBILL_WORKER_PATIENCE_SECONDS": "110"}
    return kept | patient | {"PLAINBILL_STATE_FOLDER": str(folder), "COLUMNS": "160"}


def until(true: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.1)


@dataclass
class Running:
    """A `plainbill up` of this test."""

    process: subprocess.Popen[bytes]
    folder: Path
    ports: Ports

    @property
    def screen(self) -> str:
        return (self.folder / "screen").read_text()

    def plainbill(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*PLAINBILL, *arguments],
            env=own_environment(self.folder),
            input=typed,
            capture_output=True,
            text=True,
            timeout=120,
        )


def start(folder: Path, ports: Ports) -> Running:
    options = ("--port", ports.web, "--rasa-port", ports.rasa, "--actions-port", ports.actions)
    folder.mkdir(exist_ok=True)
    with (folder / "screen").open("wb") as screen:
        process = subprocess.Popen(
            [*PLAINBILL, "up", *map(str, options)],
            env=own_environment(folder),
            stdout=screen,
            stderr=screen,
            start_new_session=True,
        )
    return Running(process, folder, ports)


def wait_ready(running: Running) -> None:
    until(lambda: "is up" in running.screen or running.process.poll() is not None)
    assert running.process.poll() is None, running.screen


def ended(running: Running, seconds: float = 90) -> int:
    """The exit status once it has ended. What still works after `seconds` is said, and it fails."""
    try:
        return running.process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        lines = [line_of(pid) for pid in left_behind(running.folder)]
        running.process.kill()
        raise AssertionError(f"not ended:\n{running.screen}\n{lines}") from None


def left_behind(folder: Path) -> list[int]:
    """Processes that still work for an installation."""
    found = []
    for process in psutil.process_iter():
        try:
            same = process.environ().get("PLAINBILL_STATE_FOLDER") == str(folder)
            if same and process.status() != psutil.STATUS_ZOMBIE and process.pid != os.getpid():
                found.append(process.pid)
        except psutil.Error:
            continue
    return found


def line_of(pid: int) -> str:
    return " ".join(psutil.Process(pid).cmdline())


def pid_of(running: Running, command: str) -> int:
    """The process of this installation whose command line holds these words."""
    return next(pid for pid in left_behind(running.folder) if command in line_of(pid))


def demonstration_numbers(running: Running) -> list[str]:
    return list(dict.fromkeys(re.findall(r"\+1\d{10}", running.screen)))


@contextmanager
def brought_up(folder: Path) -> Iterator[Running]:
    """The system, ready; stopped at the end."""
    started = start(folder, free_ports())
    try:
        wait_ready(started)
        yield started
    finally:
        started.process.terminate()
        started.process.wait(timeout=60)


def phone_of(running: Running) -> Handset:
    """A phone at this installation's local carrier."""
    secrets = read_env(running.folder / "local.env")
    address = f"http://127.0.0.1:{running.ports.web}"
    account = TwilioSettings(
        account_sid=secrets["TWILIO_ACCOUNT_SID"],
        auth_token=secrets["TWILIO_AUTH_TOKEN"],
        from_number=secrets["TWILIO_FROM_NUMBER"],
        api_base_url=f"{address}/carrier",
    )
    return Handset(address, account)
