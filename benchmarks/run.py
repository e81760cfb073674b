"""The whole table: `make bench`, or `python -m benchmarks.run --help`.

Each figure is the median of several runs on this machine; what else runs on it shows in them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks.console import console_measurements, measure_console
from benchmarks.crowd.table import crowd_measurements, soak_measurements
from benchmarks.installation import cold_install, training
from benchmarks.measurement import Measurement
from benchmarks.paper import Row, pace_now, rewritten
from benchmarks.running import memory, memory_measurements, timed_system
from benchmarks.texting import measure_texts, text_measurements
from cli.environment import ROOT

PAPER = ROOT / "docs" / "benchmarks.md"
PARTS = ("install", "training", "running", "remittance", "console", "crowd", "soak")


def main() -> int:
    """Measure, print and, when asked, write docs/benchmarks.md; the exit status."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    options.add_argument("--claims", type=int, default=100_000, help="of the generated 835")
    options.add_argument("--write", action="store_true", help=f"write {PAPER.relative_to(ROOT)}")
    chosen = options.parse_args()
    for part in chosen.only:
        pace = pace_now()
        rows = [shown(one) for one in measure(part, chosen.runs, chosen.claims)]
        if chosen.write:
            before = PAPER.read_text(encoding="utf-8") if PAPER.exists() else ""
            paper = rewritten(before, {part: rows}, chosen.runs, pace, PARTS)
            PAPER.write_text(paper, encoding="utf-8")
    return 0


def measure(part: str, runs: int, claims: int) -> Iterator[Measurement]:
    """The lines of one part's table."""
    if part == "install":
        yield cold_install(runs)
    elif part == "training":
        yield training(runs)
    elif part == "running":
        yield from running(runs)
    elif part == "crowd":
        yield from crowd_measurements()
    elif part == "soak":
        yield from soak_measurements()
    elif part == "console":
        yield from console(runs)
    else:
        yield from remittances(claims, runs)


def running(runs: int) -> Iterator[Measurement]:
    """A fresh system a run: ready, texted, weighed."""
    ready, weights, texts = [], [], []
    for _ in range(runs):
        with timed_system() as (system, seconds):
            ready.append(seconds)
            texts.append(measure_texts(system))
            weights.append(memory(system))
    yield Measurement("time to ready (trained)", ready, "s", "under 15 s")
    yield from text_measurements(texts)
    yield from memory_measurements(weights)


def console(runs: int) -> Iterator[Measurement]:
    """A fresh system a run, with many people at the console."""
    found = []
    for _ in range(runs):
        with timed_system() as (system, _ready):
            found.append(measure_console(system))
    yield from console_measurements(found)


def remittances(claims: int, runs: int) -> Iterator[Measurement]:
    """Claims a second: ours beside other readers on one file, then posting."""
    read = [told("benchmarks.remittance", "--claims", str(claims)) for _ in range(runs)]
    for same in zip(*read, strict=True):
        if "failed" not in same[0]:
            rates = [one["claims_per_second"] for one in same]
            aim = "at least 30,000" if same[0]["reader"] == "read and decide" else ""
            yield Measurement(f"835: {same[0]['reader']}", rates, "claims/s", aim)
            peaks = [one["peak_mebibytes"] for one in same]
            limit = "under 100 MiB" if aim else ""
            yield Measurement(f"835: {same[0]['reader']}, peak memory", peaks, "MiB", limit)
    for database, rates in told("benchmarks.posting", "--runs", str(runs)).items():
        yield Measurement(f"posting, {database}", [rates["posted"]], "claims/s", "at least 2,000")


def told(module: str, *options: str) -> Any:
    """What another benchmark prints as JSON. Raises CalledProcessError."""
    command = [sys.executable, "-m", module, "--json", *options]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def shown(measurement: Measurement) -> Row:
    """Print name, median, smallest and largest, and aim."""
    row = measurement.name, measurement.shown, measurement.spread, measurement.aim
    print("{:<44}{:>16}   {:<24}{}".format(*row), flush=True)
    return row


if __name__ == "__main__":
    sys.exit(main())
