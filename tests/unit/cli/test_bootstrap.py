"""The set-up that must work before anything is installed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools"))

import bootstrap  # noqa: E402
import find_uv  # noqa: E402


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with lock files, where uv is a script that notes how it was called."""
    for file in ("pyproject.toml", "uv.lock", ".python-version"):
        (tmp_path / file).write_text(file)
    tools = tmp_path / ".tools"
    uv = tools / "bin" / "uv"
    uv.parent.mkdir(parents=True)
    write_uv(uv, 'mkdir -p .venv/bin; touch .venv/bin/python; echo "$@" >> calls')
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "PROJECTS", {"app": tmp_path})
    for module in (bootstrap, find_uv):
        monkeypatch.setattr(module, "TOOLS", tools)
        monkeypatch.setattr(module, "LOG", tools / "setup.log")
    monkeypatch.setattr(find_uv, "ROOT", tmp_path)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    return tmp_path


def write_uv(path: Path, body: str, version: str = "uv 0.13.9") -> None:
    path.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "{version}" && exit\n{body}\n')
    path.chmod(0o755)


def calls(project: Path) -> list[str]:
    return (project / "calls").read_text().splitlines()


def test_a_second_run_installs_nothing(project: Path) -> None:
    assert bootstrap.main(["app:dev"]) == 0
    assert bootstrap.main(["app:dev"]) == 0
    assert bootstrap.main(["app"]) == 0
    assert len(calls(project)) == 1


def test_a_changed_lock_file_is_installed_with_the_groups_that_were_there(project: Path) -> None:
    bootstrap.main(["app:dev"])
    (project / "uv.lock").write_text("newer")
    bootstrap.main(["app"])
    assert "--group dev" in calls(project)[1]


def test_another_group_is_added_to_those_that_were_there(project: Path) -> None:
    bootstrap.main(["app:dev"])
    bootstrap.main(["app:web"])
    stamp = json.loads((project / ".venv" / "plainbill-stamp.json").read_text())
    assert stamp["groups"] == ["dev", "web"]


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        ("error: Failed to fetch: `https://pypi.org/simple/x/`", "No network"),
        ("error: No space left on device (os error 28)", "disk is full"),
        ("error: No interpreter found for Python 3.10", "Python 3.12 and 3.10"),
        ("error: something new", "could not be installed"),
    ],
)
def test_a_failed_installation_ends_in_one_sentence_with_its_cause(
    project: Path, capsys: pytest.CaptureFixture[str], printed: str, sentence: str
) -> None:
    write_uv(project / ".tools" / "bin" / "uv", f"echo '{printed}' >&2; exit 2")
    assert bootstrap.main(["app"]) == 1
    said = capsys.readouterr().err.strip()
    assert sentence in said
    assert "setup.log" in said
    assert "\n" not in said
    assert not (project / ".venv" / "plainbill-stamp.json").exists()


def test_a_uv_on_the_path_that_does_not_run_is_passed_over(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shims = tmp_path / "shims"
    shims.mkdir()
    (shims / "uv").write_text("#!/bin/sh\necho 'pyenv: uv: command not found' >&2; exit 127\n")
    (shims / "uv").chmod(0o755)
    monkeypatch.setenv("PATH", f"{shims}:/usr/bin:/bin")
    assert find_uv.find_uv() == str(project / ".tools" / "bin" / "uv")


def test_a_uv_too_old_for_the_lock_files_is_passed_over(project: Path) -> None:
    write_uv(project / ".tools" / "bin" / "uv", "", version="uv 0.4.1")
    assert find_uv.find_uv() is None


def test_no_way_to_get_uv_is_one_sentence(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def offline() -> None:
        raise OSError("Network is unreachable")

    (project / ".tools" / "bin" / "uv").unlink()
    for way in ("with_venv", "with_pip", "from_pypi"):
        monkeypatch.setattr(find_uv, way, offline)
        getattr(find_uv, way).__name__ = way
    assert bootstrap.main(["app"]) == 1
    assert "is there a network" in capsys.readouterr().err


def test_the_bootstrap_needs_nothing_but_the_standard_library() -> None:
    script = "import sys; sys.path.insert(0, 'tools'); import bootstrap; print('fine')"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", script], cwd=ROOT, capture_output=True)
    assert done.stdout.strip() == b"fine", done.stderr
