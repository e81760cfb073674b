"""Trains both models at once: neither needs the other, and each computes on one core."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from pathlib import Path

from bot.objections.training import train_objections
from bot.training import ROOT, TrainingFailed, train_model


def train_both(only_if_stale: bool, root: Path = ROOT) -> None:
    """Returns when both are there. Raises TrainingFailed, or Rasa's error about an input."""
    # A process that is told to stop then leaves Python the usual way, which ends its child too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    objections = multiprocessing.get_context("fork").Process(
        target=train_objections, args=(only_if_stale, root), daemon=True
    )
    objections.start()
    train_model(only_if_stale, root)
    objections.join()
    if objections.exitcode:
        raise TrainingFailed("The objections could not be learned; what is printed above says why.")
