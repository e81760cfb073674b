"""Trains the model, and knows without Rasa whether the one there is still fresh."""

from __future__ import annotations

import fcntl
import hashlib
import logging
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, Text

from bot import speedups

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("config.yml", "domain.yml", "bot/uv.lock", "bot/importer.py")
DATA = ("domain", "nlu", "rules", "stories")  # not the scripts: their model is bot.objections'
FOLDERS = (
    *((f"data/{name}", "*.yml") for name in DATA),
    ("bot/nlu", "*.py"),
    ("bot/nlu", "*.yml"),
)


class TrainingFailed(Exception):
    """Rasa made no model; it has printed why."""


def _inputs(root: Path) -> Iterator[Path]:
    yield from (root / name for name in SOURCES)
    for folder, pattern in FOLDERS:
        yield from sorted((root / folder).rglob(pattern))


def fingerprint(root: Path = ROOT) -> Text:
    """Twelve hex digits of everything the model is made from: names and contents."""
    digest = hashlib.sha256()
    for path in _inputs(root):
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path.relative_to(root)} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def fresh_model(root: Path = ROOT) -> Path:
    """Where the model of the present inputs is, or would be."""
    return root / "models" / f"plainbill-{fingerprint(root)}.tar.gz"


def train_model(only_if_stale: bool, root: Path = ROOT) -> Path:
    """Trains and removes older models. Raises TrainingFailed, or Rasa's error about an input."""
    with _alone(root):
        return _train_alone(only_if_stale, root)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """One training of a project at a time; a second waits and then finds a fresh model."""
    folder = root / ".rasa"
    folder.mkdir(exist_ok=True)
    with (folder / "training.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _train_alone(only_if_stale: bool, root: Path) -> Path:
    target = fresh_model(root)
    if only_if_stale and target.is_file():
        print(f"The model is up to date: {target.relative_to(root)}")
        return target
    print("Training the model; this takes about a minute on two cores ...", flush=True)
    started = time.monotonic()
    trained = _train(target, root)
    for old in target.parent.glob("plainbill-*.tar.gz"):
        if old != trained:
            old.unlink()
    print(f"Trained {trained.relative_to(root)} in {time.monotonic() - started:.0f} s.")
    return trained


def _train(target: Path, root: Path) -> Path:
    import rasa.model_training
    from rasa.shared.importers.importer import TrainingDataImporter
    from rasa.utils.log_utils import configure_structlog

    speedups.train_without_cache()
    speedups.check_schemas_quickly()
    configure_structlog(logging.CRITICAL)
    paths = str(root / "config.yml"), str(root / "domain.yml"), [str(root / "data")]
    # Read once beforehand: a mistake in the domain is an error here, not a warning.
    TrainingDataImporter.load_from_config(*paths).get_domain()
    config, domain, data = paths
    result = rasa.model_training.train(
        domain=domain,
        config=config,
        training_files=data,
        output=str(target.parent),
        fixed_model_name=target.name,
        force_training=True,
    )
    if result.code != 0 or result.model is None:
        raise TrainingFailed("Rasa trained no model; what it printed above says why.")
    return Path(result.model)
