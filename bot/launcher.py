"""Trains and runs the Rasa process: `python -m bot.launcher train [--if-stale]`, `... run`."""

from __future__ import annotations

import argparse
import logging
import os
import sys

from bot import speedups
from bot.checks import check_all

# Read by the libraries when they are imported, so they are set first.
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
# Our matrices are small: a second thread only waits for the first, and takes the other core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")


def prepare() -> None:
    """To be called before Rasa is imported.

    Rasa's pinned libraries warn about each other by the dozen; its own warnings stay.
    """
    speedups.before_rasa()
    logging.captureWarnings(True)
    noise = ("DeprecationWarning", "Slot auto-fill has been removed")
    shown = logging.getLogger("py.warnings")
    shown.addFilter(lambda record: not any(word in record.getMessage() for word in noise))


def main() -> int:
    """0 when done; 1 after one sentence about what went wrong."""
    parser = argparse.ArgumentParser(prog="python -m bot.launcher", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="train the model from data/, domain and config")
    train.add_argument("--if-stale", action="store_true", help="only when something has changed")
    run = commands.add_parser("run", help="serve the trained model on 127.0.0.1")
    run.add_argument("--port", type=int, default=5005)
    options = parser.parse_args()
    prepare()
    try:
        if options.command == "train":
            from bot.side_by_side import train_both  # imported only now: Rasa must be prepared

            train_both(only_if_stale=options.if_stale)
        else:
            check_all(options.port)
            from bot.server import serve  # imported only now: it takes seconds

            serve(options.port)
    except KeyboardInterrupt:
        return 130
    except Exception as problem:
        print(f"{type(problem).__name__}: {problem}{_cause(problem)}", file=sys.stderr)
        return 1
    return 0


def _cause(problem: BaseException) -> str:
    """What lies behind the error: Rasa's own wrappers say only where."""
    first = problem
    while first.__cause__ is not None:
        first = first.__cause__
    return "" if first is problem else f" ({type(first).__name__}: {first})"


if __name__ == "__main__":
    sys.exit(main())
