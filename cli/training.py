"""Train the model when the data changed since, showing how long it will take."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from cli.environment import ROOT
from cli.processes import FailedStart
from cli.system import BOT_PYTHON

FIRST_GUESS_SECONDS = 60.0
NOT_INSTALLED = "Rasa's environment is not installed yet: run `make run`, which does it."


def train_if_stale(folder: Path, environment: Mapping[str, str], console: Console) -> None:
    """Return with a fresh model in `models/`. Raises FailedStart, saying what to do."""
    if not BOT_PYTHON.exists():
        raise FailedStart(NOT_INSTALLED)
    log = folder / "logs" / "train.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [str(BOT_PYTHON), "-m", "bot.launcher", "train", "--if-stale"]
    begun = time.monotonic()
    with log.open("wb") as output:
        training = subprocess.Popen(
            command, cwd=ROOT, env=dict(environment), stdout=output, stderr=output
        )
        try:
            trained = _watch(training, log, _expected(folder), console)
        finally:
            if training.poll() is None:
                training.terminate()
                training.wait()
    if training.returncode:
        raise FailedStart(f"The model could not be trained: see {log}.")
    if trained:
        seconds = round(time.monotonic() - begun, 1)
        _record(folder).write_text(json.dumps({"seconds": seconds}))


def _watch(training: subprocess.Popen[bytes], log: Path, expected: float, console: Console) -> bool:
    """Whether it really trains, which its log says; then shows how far it is until it ends."""
    begun = time.monotonic()
    while b"Training" not in log.read_bytes():
        if training.poll() is not None:
            return False
        time.sleep(0.05)
    title = f"Training the model, about {expected:.0f} s"
    if not console.is_terminal:
        console.print(f"{title} ...")
        return not training.wait()
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(title, total=expected)
        while training.poll() is None:
            passed = time.monotonic() - begun
            progress.update(task, completed=min(passed, expected * 0.98))
            time.sleep(0.1)
    return training.returncode == 0


def _record(folder: Path) -> Path:
    return folder / "training.json"


def _expected(folder: Path) -> float:
    """How long it took last time on this machine, else a guess."""
    try:
        return float(json.loads(_record(folder).read_text())["seconds"])
    except (OSError, ValueError, KeyError):
        return FIRST_GUESS_SECONDS
