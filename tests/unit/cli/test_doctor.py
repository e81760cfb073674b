"""What the doctor finds, and that it says what to do about it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli import doctor_installation, doctor_running
from cli.environment import Ports, create_local_env, write_running
from cli.findings import Finding, attempt
from cli.ports import free_ports
from receivables.settings import settings


def doctor(folder: Path, **more: str) -> tuple[int, dict[str, dict[str, Any]]]:
    """The exit status of `plainbill doctor --json`, and its findings by name."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PLAINBILL_", "TWILIO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "cli", "doctor", "--json"],
        env=kept | {"PLAINBILL_STATE_FOLDER": str(folder), **more},
        capture_output=True,
        text=True,
    )
    found = json.loads(done.stdout)["findings"]
    return done.returncode, {finding["name"]: finding for finding in found}


def test_a_figure_out_of_its_bounds_is_named_and_fails(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("[verification]\nvalid_minutes = 0\n")
    status, found = doctor(tmp_path, PLAINBILL_POLICY_FILE=str(policy))
    assert status == 1
    assert found["policy"]["state"] == "wrong"
    assert "verification.valid_minutes" in found["policy"]["found"]
    assert found["database"]["state"] == "note"


def test_everything_that_is_wrong_comes_with_advice(tmp_path: Path) -> None:
    _, found = doctor(tmp_path, PLAINBILL_DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    assert found["database"]["state"] == "wrong"
    assert all(each["advice"] for each in found.values() if each["state"] == "wrong")


def test_secrets_that_others_can_read_are_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAINBILL_STATE_FOLDER", str(tmp_path))
    create_local_env(tmp_path)
    assert doctor_running.state().state == "ok"
    (tmp_path / "local.env").chmod(0o644)
    assert doctor_running.state().state == "wrong"


def test_processes_that_do_not_answer_are_named_with_their_logs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAINBILL_STATE_FOLDER", str(tmp_path))
    write_running(tmp_path, free_ports())
    found = doctor_running.processes()
    assert found.state == "wrong"
    assert "rasa" in found.found
    assert "rasa.log" in found.advice


@pytest.mark.parametrize(
    ("settings_given", "state"),
    [
        ({}, "note"),
        ({"TWILIO_ACCOUNT_SID": "AC1"}, "wrong"),
        (
            {
                "TWILIO_ACCOUNT_SID": "AC1",
                "TWILIO_AUTH_TOKEN": "t",
                "TWILIO_FROM_NUMBER": "+12165550100",
                "PLAINBILL_PUBLIC_URL": "http://127.0.0.1:8000",
            },
            "wrong",
        ),
        (
            {
                "TWILIO_ACCOUNT_SID": "AC1",
                "TWILIO_AUTH_TOKEN": "t",
                "TWILIO_FROM_NUMBER": "+12165550100",
                "PLAINBILL_PUBLIC_URL": "https://bills.example.org",
            },
            "ok",
        ),
        (
            {
                "TWILIO_ACCOUNT_SID": "AC1",
                "TWILIO_API_BASE_URL": f"http://127.0.0.1:{Ports().web}/carrier",
            },
            "ok",
        ),
    ],
)
def test_the_way_of_texts_is_checked_as_a_whole(
    monkeypatch: pytest.MonkeyPatch, settings_given: dict[str, str], state: str
) -> None:
    for name in [name for name in os.environ if name.startswith("TWILIO_")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("PLAINBILL_PUBLIC_URL", raising=False)
    for name, value in settings_given.items():
        monkeypatch.setenv(name, value)
    assert doctor_running.carrier().state == state


def test_an_examination_that_fails_is_a_finding_itself() -> None:
    def broken() -> Finding:
        raise RuntimeError("the disk is gone\nand more")

    found = attempt("disk", broken, "buy a disk")
    assert found == Finding("disk", "wrong", "RuntimeError: the disk is gone", "buy a disk")


def test_a_missing_policy_file_is_worth_a_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAINBILL_POLICY_FILE", str(tmp_path / "none.toml"))
    settings.cache_clear()
    try:
        assert doctor_installation.policy().state == "note"
    finally:
        settings.cache_clear()
