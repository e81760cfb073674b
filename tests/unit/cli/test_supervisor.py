"""Processes that are started together, watched, and never left behind. Small ones stand in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.processes import FailedStart, ManagedProcess, ProcessSpec
from cli.supervisor import Supervisor

SLEEPER = (sys.executable, "-S", "-c", "import time; time.sleep(600)")
DEAF = (
    sys.executable,
    "-S",
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('deaf', flush=True); time.sleep(600)",
)


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something that must come true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.02)


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    made = Supervisor()
    yield made
    made.stop()


def process(
    folder: Path,
    name: str = "sleeper",
    command: tuple[str, ...] = SLEEPER,
    healthy: Callable[[], bool] = lambda: True,
    seconds: float = 60,
) -> ManagedProcess:
    spec = ProcessSpec(name, command, healthy, seconds)
    return ManagedProcess(spec, dict(os.environ), folder, folder / "logs")


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_a_process_that_stops_while_starting_names_its_log_and_last_words(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    command = (sys.executable, "-S", "-c", "import sys; sys.exit('no such model')")
    supervisor.start(process(tmp_path, "rasa", command, healthy=lambda: False))
    with pytest.raises(FailedStart) as failure:
        supervisor.wait_ready(["rasa"])
    assert "rasa.log" in str(failure.value)
    assert "no such model" in str(failure.value)


def test_a_process_that_never_gets_ready_is_given_up_after_its_time(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    supervisor.start(process(tmp_path, healthy=lambda: False, seconds=0.2))
    with pytest.raises(FailedStart, match="was not ready"):
        supervisor.wait_ready(["sleeper"])


def test_a_process_that_dies_is_started_again_and_said_so(tmp_path: Path) -> None:
    lines: list[str] = []
    supervisor = Supervisor(say=lines.append)
    child = process(tmp_path)
    supervisor.start(child)
    keeper = threading.Thread(target=supervisor.supervise)
    keeper.start()
    try:
        first = child.pid
        child.kill()
        until(lambda: child.pid != first and child.exit_status is None)
    finally:
        supervisor.cease()
        keeper.join()
        supervisor.stop()
    assert len(lines) == 1
    assert "signal 9" in lines[0]


def test_a_process_that_keeps_dying_is_started_again_later_each_time(tmp_path: Path) -> None:
    lines: list[str] = []
    supervisor = Supervisor(say=lines.append)
    child = process(tmp_path, command=(sys.executable, "-S", "-c", "pass"))
    supervisor.start(child)
    while len(lines) < 3:
        until(lambda: child.exit_status is not None)
        supervisor.look_after(child)
    supervisor.stop()
    assert "again." in lines[0]
    assert "in 1 s" in lines[1]
    assert "in 2 s" in lines[2]


def test_what_was_told_to_cease_before_it_supervises_returns_at_once(tmp_path: Path) -> None:
    supervisor = Supervisor()
    supervisor.start(process(tmp_path))
    supervisor.cease()
    supervisor.supervise()
    supervisor.stop()


def test_stopping_takes_the_children_of_a_process_along(tmp_path: Path) -> None:
    script = (
        "import subprocess, sys, time;"
        "print(subprocess.Popen([sys.executable, '-S', '-c', 'import time; time.sleep(600)']).pid,"
        "flush=True); time.sleep(600)"
    )
    supervisor = Supervisor()
    child = process(tmp_path, command=(sys.executable, "-S", "-c", script))
    supervisor.start(child)
    until(lambda: child.log.read_text().strip().isdigit())
    grandchild = int(child.log.read_text())
    supervisor.stop()
    until(lambda: gone(grandchild))
    assert child.exit_status == -signal.SIGTERM


def test_a_process_that_does_not_listen_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.supervisor.STOP_SECONDS", 0.2)
    supervisor = Supervisor()
    child = process(tmp_path, command=DEAF)
    supervisor.start(child)
    until(lambda: "deaf" in child.log.read_text())
    supervisor.stop()
    assert child.exit_status == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the parent's death")
def test_children_do_not_outlive_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    script = f"""
import os, time
from pathlib import Path
from cli.processes import ManagedProcess, ProcessSpec
folder = Path({str(tmp_path)!r})
child = ManagedProcess(ProcessSpec("child", {SLEEPER!r}, lambda: True), os.environ, folder, folder)
child.start()
print(child.pid, flush=True)
time.sleep(600)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert not gone(child)
        parent.kill()
    until(lambda: gone(child))


def test_a_log_that_grew_large_is_put_aside_at_the_next_start(
    supervisor: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.processes.LARGEST_LOG", 10)
    child = process(tmp_path)
    child.logs.mkdir()
    child.log.write_text("a long story of yesterday")
    supervisor.start(child)
    assert child.log.with_suffix(".log.1").read_text() == "a long story of yesterday"
    assert child.log.read_text() == ""
