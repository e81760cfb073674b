"""Trains the model of the objections, and knows whether the one there is still fresh."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from pathlib import Path
from typing import Iterator

from bot.training import ROOT

SOURCES = (
    "bot/uv.lock",
    "bot/nlu/consonants.py",
    "bot/nlu/likeness.py",
    "bot/nlu/normalise.py",
    "bot/nlu/sentence_encoder.py",
    "bot/nlu/softmax_regression.py",
    "data/scripts/shorthand.yml",
)
FOLDERS = (("bot/objections", "*.py"), ("data/scripts/objections", "*.yml"))


def _inputs(root: Path) -> Iterator[Path]:
    yield from (root / name for name in SOURCES)
    for folder, pattern in FOLDERS:
        yield from sorted((root / folder).rglob(pattern))


def fresh_model(root: Path = ROOT) -> Path:
    """Where the model of the present lines is, or would be."""
    digest = hashlib.sha256()
    for path in _inputs(root):
        digest.update(f"{path.relative_to(root)}\n".encode())
        digest.update(path.read_bytes() if path.is_file() else b"")
    return root / "models" / f"objections-{digest.hexdigest()[:12]}.npz"


def train_objections(only_if_stale: bool, root: Path = ROOT) -> Path:
    """Trains and removes older models; a model is there whole or not at all."""
    target = fresh_model(root)
    if only_if_stale and target.is_file():
        return target
    from bot.objections.lines import training_lines
    from bot.objections.model import ObjectionModel

    begun = time.monotonic()
    lines = training_lines()
    unfinished = target.with_suffix(f".{os.getpid()}")
    ObjectionModel.trained(lines).save(unfinished)
    unfinished.replace(target)
    for old in target.parent.glob("objections-*.npz"):
        if old != target:
            old.unlink()
    seconds = time.monotonic() - begun
    sys.stdout.write(f"Learned {len(lines)} lines of objections in {seconds:.0f} s.\n")
    return target
