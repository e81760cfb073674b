"""The crowd's lines of the table: Plainbill and stock Rasa, each once, two minutes long."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.measurement import Measurement
from cli.environment import ROOT

PEOPLE, SECONDS, SOAKS = 500, 120, 600
SOAKING = 50
FIGURES = (
    ("sent", "texts", ""),
    ("refused", "texts", "none"),
    ("lost", "texts", "none"),
    ("doubled", "texts", "none"),
    ("disordered", "texts", "none"),
    ("acknowledged_p50", "ms", ""),
    ("acknowledged_p99", "ms", "under 250 ms"),
    ("replied_p95", "ms", ""),
)


def crowd_measurements() -> Iterator[Measurement]:
    """500 people at once for two minutes, at each."""
    for name, options in (("Plainbill", ()), ("stock Rasa", ("--stock",))):
        found = _run("--people", str(PEOPLE), "--seconds", str(SECONDS), *options)
        for figure, unit, aim in FIGURES:
            said = f"{PEOPLE} people at once, {name}: {figure.replace('_', ' ')}"
            yield Measurement(said, [found[figure]], unit, "" if options else aim)


def soak_measurements() -> Iterator[Measurement]:
    """Memory over ten minutes of 50 people."""
    samples = _run("--people", str(SOAKING), "--soak", str(SOAKS))
    for process in samples[0]:
        weights = [sample[process] for sample in samples]
        said = f"memory of {process} in a soak of {SOAKS // 60} minutes"
        yield Measurement(f"{said}: most", [max(weights)], "MiB")
        yield Measurement(f"{said}: grown", [grown(weights)], "MiB", "under 20 MiB")


def grown(weights: Sequence[float]) -> float:
    """What is not given back: the least of the last third over the least of the middle one.

    A process takes tens of MiB and gives them back minutes later; a leak lifts the least.
    """
    third = len(weights) // 3
    return min(weights[2 * third :]) - min(weights[third : 2 * third])


def _run(*options: str) -> Any:
    """What the crowd prints. 1 is a finding of its own, not a failure to measure."""
    command = [sys.executable, "-m", "benchmarks.crowd", *options]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)
