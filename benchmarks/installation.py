"""How long a newcomer waits: installing with nothing cached, and training from nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measurement import Measurement, seconds
from cli.environment import ROOT
from cli.system import BOT_PYTHON


def cold_install(runs: int) -> Measurement:
    """uv and both environments, into a copy of the project, with an empty cache."""
    return Measurement(
        "install, cold (uv, both environments)",
        [seconds_of_cold_install() for _ in range(runs)],
        "s",
        "under 60 s",
    )


def seconds_of_cold_install() -> float:
    """One installation. Raises CalledProcessError."""
    with tempfile.TemporaryDirectory() as folder:
        project, cache = Path(folder) / "project", Path(folder) / "cache"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(project)], check=True)
        environment = os.environ | {"UV_CACHE_DIR": str(cache), "PIP_NO_CACHE_DIR": "1"}
        command = [sys.executable, "tools/bootstrap.py", "app", "bot"]
        return seconds(
            lambda: subprocess.run(
                command, cwd=project, env=environment, check=True, stdout=subprocess.DEVNULL
            )
        )


def training(runs: int) -> Measurement:
    """Rasa trained on our data, with none of its caches."""
    return Measurement("training", [seconds_of_training() for _ in range(runs)], "s", "under 60 s")


def seconds_of_training() -> float:
    """One training, in a copy of what the model is made from. Raises CalledProcessError."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name in ("data", "bot"):
            ignore = shutil.ignore_patterns(".venv", "__pycache__", "tests")
            shutil.copytree(ROOT / name, project / name, ignore=ignore)
        for name in ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml"):
            shutil.copy(ROOT / name, project / name)
        (project / "models").mkdir()
        command = [str(BOT_PYTHON), "-m", "bot.launcher", "train"]
        return seconds(
            lambda: subprocess.run(
                command, cwd=project, check=True, capture_output=True, stdin=subprocess.DEVNULL
            )
        )
