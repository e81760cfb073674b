"""`plainbill up` as a newcomer meets it: the real processes, a state folder of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.environment import read_env
from cli.ports import free_ports
from tests.integration.running_system import (
    PLAINBILL,
    Running,
    brought_up,
    demonstration_numbers,
    ended,
    left_behind,
    own_environment,
    pid_of,
    start,
    until,
    wait_ready,
)

pytestmark = [pytest.mark.conversation, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with brought_up(tmp_path_factory.mktemp("run") / "var") as system:
        yield system


def test_the_screen_says_where_everything_is_and_whom_to_play(running: Running) -> None:
    assert f"http://127.0.0.1:{running.ports.web}/simulator" in running.screen
    assert f"http://127.0.0.1:{running.ports.web}/console" in running.screen
    assert len(demonstration_numbers(running)) >= 12
    assert "stay on this machine" in running.screen


def test_the_doctor_finds_nothing_wrong(running: Running) -> None:
    done = running.plainbill("doctor")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_piped_chat_prints_the_replies_of_each_text(running: Running) -> None:
    phone = demonstration_numbers(running)[0]
    done = running.plainbill("chat", "--phone", phone, typed="hello\nhow much do I owe?\n")
    assert done.returncode == 0, done.stderr
    assert "STOP" in done.stdout
    assert len(done.stdout.strip().splitlines()) >= 2


def test_a_second_start_is_refused_in_one_sentence(running: Running) -> None:
    done = running.plainbill("up")
    assert done.returncode == 1
    assert "running already" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_process_that_is_killed_comes_back(running: Running) -> None:
    os.kill(pid_of(running, "cli actions"), signal.SIGKILL)
    until(lambda: "actions stopped (signal 9)" in running.screen)
    until(lambda: running.plainbill("doctor").returncode == 0)


def test_an_interrupt_stops_everything_and_exits_with_zero(tmp_path: Path) -> None:
    started = start(tmp_path / "var", free_ports())
    wait_ready(started)
    os.killpg(started.process.pid, signal.SIGINT)
    assert ended(started) == 0, started.screen
    assert left_behind(started.folder) == []
    assert not (started.folder / "running.env").exists()
    assert read_env(started.folder / "local.env")["PLAINBILL_SECRET_KEY"]


def test_nothing_outlives_a_start_that_was_killed(tmp_path: Path) -> None:
    started = start(tmp_path / "var", free_ports())
    wait_ready(started)
    assert len(left_behind(started.folder)) == 5
    started.process.kill()
    started.process.wait()
    until(lambda: left_behind(started.folder) == [], seconds=60)


def test_a_taken_port_is_one_sentence_and_nothing_is_started(tmp_path: Path) -> None:
    ports = free_ports()
    with socket.create_server(("127.0.0.1", ports.web)):
        started = start(tmp_path / "var", ports)
        assert started.process.wait(timeout=60) == 1
    assert f"Port {ports.web} is taken" in started.screen
    assert len(started.screen.strip().splitlines()) == 1
    assert left_behind(started.folder) == []


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    ports = free_ports()
    options = ("--port", ports.web, "--rasa-port", ports.rasa, "--actions-port", ports.actions)
    done = subprocess.run(
        [*PLAINBILL, "up", *map(str, options), "--state", str(in_the_way / "var")],
        env=own_environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "can't be written to" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
