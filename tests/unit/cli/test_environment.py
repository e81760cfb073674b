"""Secrets and addresses of a local installation."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from cli.environment import (
    Ports,
    complete,
    create_local_env,
    read_env,
    running_addresses,
    write_running,
)


def given(folder: Path, **more: str) -> dict[str, str]:
    return {"PLAINBILL_STATE_FOLDER": str(folder), **more}


def test_secrets_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    create_local_env(folder)
    first = (folder / "local.env").read_text()
    create_local_env(folder)
    assert (folder / "local.env").read_text() == first
    assert stat.S_IMODE((folder / "local.env").stat().st_mode) == 0o600
    assert len(read_env(folder / "local.env")["PLAINBILL_SECRET_KEY"]) == 64


def test_two_installations_share_no_secret(tmp_path: Path) -> None:
    for name in ("a", "b"):
        create_local_env(tmp_path / name)
    a, b = (read_env(tmp_path / name / "local.env") for name in ("a", "b"))
    assert {key for key in a if a[key] == b[key]} == {"TWILIO_FROM_NUMBER"}


def test_the_real_environment_wins_over_the_local_file(tmp_path: Path) -> None:
    create_local_env(tmp_path)
    made = complete(given(tmp_path, PLAINBILL_SECRET_KEY="from outside"))
    assert made["PLAINBILL_SECRET_KEY"] == "from outside"


def test_an_empty_variable_counts_as_unset(tmp_path: Path) -> None:
    create_local_env(tmp_path)
    assert complete(given(tmp_path, PLAINBILL_SECRET_KEY=""))["PLAINBILL_SECRET_KEY"]


def test_the_local_carrier_is_addressed_on_the_port_of_the_web_app(tmp_path: Path) -> None:
    create_local_env(tmp_path)
    made = complete(given(tmp_path), Ports(web=8123))
    assert made["TWILIO_API_BASE_URL"] == "http://127.0.0.1:8123/carrier"
    assert made["PLAINBILL_PUBLIC_URL"] == "http://127.0.0.1:8123"
    assert made["PLAINBILL_ACTIONS_URL"] == "http://127.0.0.1:5055/webhook"


def test_real_twilio_credentials_are_never_mixed_with_those_of_the_local_carrier(
    tmp_path: Path,
) -> None:
    create_local_env(tmp_path)
    made = complete(given(tmp_path, TWILIO_ACCOUNT_SID="AC" + "0" * 32), Ports())
    assert "TWILIO_API_BASE_URL" not in made
    assert "TWILIO_AUTH_TOKEN" not in made
    assert "TWILIO_FROM_NUMBER" not in made


def test_other_commands_find_the_running_system_on_its_ports(tmp_path: Path) -> None:
    create_local_env(tmp_path)
    write_running(tmp_path, Ports(web=9001, rasa=9002, actions=9003))
    made = complete(given(tmp_path))
    assert made["PLAINBILL_RASA_URL"] == "http://127.0.0.1:9002"
    assert made["TWILIO_API_BASE_URL"] == "http://127.0.0.1:9001/carrier"


def test_addresses_of_a_system_that_died_are_not_believed(tmp_path: Path) -> None:
    write_running(tmp_path, Ports(web=9001))
    path = tmp_path / "running.env"
    path.write_text(path.read_text().replace(str(os.getpid()), str(2**22 + 1)))
    assert running_addresses(tmp_path) == {}
