"""Training only when something changed, and one clear sentence when it can't run."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.checks import CannotServe, check_port, check_token, trained_model
from bot.tests.conftest import ROOT
from bot.training import fingerprint, fresh_model, train_model


def _copy(project: Path, to: Path) -> Path:
    return Path(shutil.copytree(project, to / "copy"))


def test_a_fresh_model_is_not_trained_again(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = fresh_model(project).stat().st_mtime_ns
    train_model(only_if_stale=True, root=project)
    assert fresh_model(project).stat().st_mtime_ns == before
    assert "up to date" in capsys.readouterr().out


@pytest.mark.parametrize(
    "path", ["data/nlu/small.yml", "data/domain/small.yml", "data/rules/small.yml", "config.yml"]
)
def test_a_change_of_any_input_makes_the_model_stale(
    project: Path, tmp_path: Path, path: str
) -> None:
    copy = _copy(project, tmp_path)
    assert fingerprint(copy) == fingerprint(project)
    with (copy / path).open("a") as file:
        file.write("# changed\n")
    assert fingerprint(copy) != fingerprint(project)


def test_a_new_file_makes_the_model_stale(project: Path, tmp_path: Path) -> None:
    copy = _copy(project, tmp_path)
    (copy / "data" / "nlu" / "more.yml").write_text('version: "3.1"\n')
    assert fingerprint(copy) != fingerprint(project)


def test_our_own_components_are_inputs_too() -> None:
    from bot.training import _inputs

    names = {path.name for path in _inputs(ROOT)}
    assert {"intent_classifier.py", "days.yml", "domain.yml", "uv.lock"} <= names


def test_without_a_model_it_says_what_to_do(project: Path, tmp_path: Path) -> None:
    copy = _copy(project, tmp_path)
    fresh_model(copy).unlink()
    with pytest.raises(CannotServe, match="launcher train"):
        trained_model(copy)


def test_a_taken_port_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotServe, match=str(port)):
            check_port(port)


def test_without_a_token_it_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLAINBILL_RASA_TOKEN", raising=False)
    with pytest.raises(CannotServe, match="PLAINBILL_RASA_TOKEN"):
        check_token()


def _run(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {name: value for name, value in os.environ.items() if "PLAINBILL" not in name}
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**told, **environment},
        capture_output=True,
        text=True,
        timeout=90,
    )


def test_a_model_that_does_not_load_ends_the_process_with_one_sentence(
    project: Path, tmp_path: Path
) -> None:
    copy = _copy(project, tmp_path)
    fresh_model(copy).write_bytes(b"not a model")
    script = (
        "import sys; from pathlib import Path\n"
        "from bot import launcher; launcher.prepare(); launcher.check_all = lambda port: None\n"
        "from bot import server\n"
        f"serve = lambda port: ORIGINAL(port, Path({str(copy)!r}))\n"
        "ORIGINAL, server.serve = server.serve, serve\n"
        "sys.argv = ['launcher', 'run', '--port', '0']\n"
        "sys.exit(launcher.main())"
    )
    done = _run(script, PLAINBILL_RASA_TOKEN="x", PLAINBILL_STATE_FOLDER=str(tmp_path))
    assert done.returncode == 1
    assert "cannot be loaded: run" in done.stderr
