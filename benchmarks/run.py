"""The whole table: `make bench`, or `python -m benchmarks.run --help`.

Each figure is the median of several runs on this machine; what else runs on it shows in them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import platform
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import psutil

from benchmarks.console import console_measurements, measure_console
from benchmarks.crowd.table import crowd_measurements
from benchmarks.installation import cold_install, training
from benchmarks.measurement import Measurement
from benchmarks.running import memory, memory_measurements, timed_system
from benchmarks.texting import measure_texts, text_measurements
from cli.environment import ROOT

PAPER = ROOT / "docs" / "benchmarks.md"
PARTS = ("install", "training", "running", "crowd", "console", "remittance")


def main() -> int:
    """Measure, print and, when asked, write docs/benchmarks.md; the exit status."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    options.add_argument("--claims", type=int, default=100_000, help="of the generated 835")
    options.add_argument("--write", action="store_true", help=f"write {PAPER.relative_to(ROOT)}")
    chosen = options.parse_args()
    table = []
    for measurement in measure(chosen.only, chosen.runs, chosen.claims):
        row = cells(measurement)
        print("{:<44}{:>16}   {:<24}{}".format(*row), flush=True)
        table.append(row)
    if chosen.write:
        PAPER.write_text(paper(table, chosen.runs), encoding="utf-8")
    return 0


def measure(parts: list[str], runs: int, claims: int) -> Iterator[Measurement]:
    """The parts in the order of the table."""
    if "install" in parts:
        yield cold_install(runs)
    if "training" in parts:
        yield training(runs)
    if "running" in parts:
        yield from running(runs)
    if "crowd" in parts:
        yield from crowd_measurements()
    if "console" in parts:
        yield from console(runs)
    if "remittance" in parts:
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


def cells(measurement: Measurement) -> tuple[str, str, str, str]:
    """Name, median, smallest and largest, aim."""
    return measurement.name, measurement.shown, measurement.spread, measurement.aim


def paper(table: list[tuple[str, str, str, str]], runs: int) -> str:
    """docs/benchmarks.md."""
    machine = f"{psutil.cpu_count()} cores, {psutil.virtual_memory().total / 2**30:.0f} GiB"
    lines = [
        "# Benchmarks",
        "",
        f"`make bench` wrote this on {dt.datetime.now(dt.UTC):%Y-%m-%d}: medians of {runs} runs on",
        f"{platform.system()} {platform.machine()}, {machine}. Read the ratios, not the figures.",
        "",
        "| what | median | smallest – largest | aim |",
        "|---|---|---|---|",
        *(f"| {' | '.join(row)} |" for row in table),
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
