"""The command line itself: quick to answer, clear when refused."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli import chat
from cli.ports import free_ports


def plainbill(*arguments: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PLAINBILL_", "TWILIO_"))}
    return subprocess.run(
        [sys.executable, "-m", "cli", *arguments],
        env=kept | {"PLAINBILL_STATE_FOLDER": str(folder), **more},
        capture_output=True,
        text=True,
    )


def test_help_loads_none_of_the_heavy_libraries() -> None:
    script = (
        "import sys\n"
        "from typer.main import get_command\n"
        "from cli.main import app\n"
        "get_command(app)\n"
        "print([m for m in ('sqlalchemy', 'fastapi', 'twilio', 'pydantic', 'rasa_sdk')"
        " if m in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_migrating_makes_a_database_in_the_state_folder(tmp_path: Path) -> None:
    done = plainbill("migrate", folder=tmp_path / "var")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "var" / "plainbill.db").exists()


def test_a_database_out_of_reach_is_one_sentence(tmp_path: Path) -> None:
    address = "postgresql://nobody@127.0.0.1:1/nothing"
    done = plainbill("migrate", folder=tmp_path, PLAINBILL_DATABASE_URL=address)
    assert done.returncode == 1
    assert "The database can't be used" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_before_its_first_start_an_installation_has_an_empty_store(tmp_path: Path) -> None:
    when = ("--at", "2026-11-25T12:30:00-05:00")
    done = plainbill("contact-check", "+12165550123", *when, folder=tmp_path / "var")
    assert done.returncode == 0, done.stderr
    assert "Nobody is on file" in done.stdout


def test_a_database_that_was_named_is_not_made_by_a_command_that_asks_it(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'mistyped.db'}"
    done = plainbill("reconcile", folder=tmp_path, PLAINBILL_DATABASE_URL=address)
    assert done.returncode == 1
    assert "plainbill migrate" in done.stderr


def test_chat_without_a_running_system_says_how_to_start_one(tmp_path: Path) -> None:
    web = str(free_ports().web)
    done = plainbill("chat", "--phone", "+12165550123", folder=tmp_path, PLAINBILL_PORT=web)
    assert done.returncode == 1
    assert "make run" in done.stderr


def test_chat_with_something_that_is_no_number_says_how_to_write_one(tmp_path: Path) -> None:
    done = plainbill("chat", "--phone", "grandma", folder=tmp_path)
    assert done.returncode == 2
    assert "+12165550123" in done.stderr


def test_texts_from_a_pipe_are_the_lines_that_say_something(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("hello\n\n   \n¿cuánto debo?\nlast"))
    assert list(chat.typed_texts()) == ["hello", "¿cuánto debo?", "last"]
