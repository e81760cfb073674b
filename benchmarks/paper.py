"""docs/benchmarks.md: a table a part, each with the day it was measured; the other parts stay."""

from __future__ import annotations

import datetime as dt
import platform
from collections.abc import Mapping, Sequence

import psutil

from benchmarks.measurement import seconds

Row = tuple[str, str, str, str]
TITLE = """# Benchmarks

`make bench` measures, `make bench ARGS=--write` keeps the figures here: the median of several
runs, the smallest and the largest; where no such spread stands, of one. Read the ratios: another
machine has other figures. Of one machine's hours too: before each part the machine's pace is
taken, the best of five times for ten million additions in Python.
"""
HEAD = "| what | median | smallest – largest | aim |\n|---|---|---|---|"


def rewritten(
    paper: str, measured: Mapping[str, Sequence[Row]], runs: int, pace: float, order: list[str]
) -> str:
    """The paper with the measured parts in place of what it said of them, in a fixed order."""
    kept = _sections(paper)
    kept.update({part: _section(rows, runs, pace) for part, rows in measured.items()})
    parts = [f"## {part.capitalize()}\n\n{kept[part]}" for part in order if part in kept]
    return "\n".join([TITLE, *parts])


def _sections(paper: str) -> dict[str, str]:
    found = {}
    for section in paper.split("\n## ")[1:]:
        heading, _, text = section.partition("\n\n")
        found[heading.lower()] = text.rstrip("\n") + "\n"
    return found


def pace_now() -> float:
    """Seconds that ten million additions take at this hour, the best of five times."""
    return min(seconds(lambda: sum(number for number in range(10_000_000))) for _ in range(5))


def _section(rows: Sequence[Row], runs: int, pace: float) -> str:
    machine = f"{psutil.cpu_count()} cores, {psutil.virtual_memory().total / 2**30:.0f} GiB"
    place = f"{platform.system()} {platform.machine()}, {machine}"
    lines = (f"| {' | '.join(row)} |" for row in rows)
    said = (
        f"Measured on {dt.datetime.now(dt.UTC):%Y-%m-%d}, {runs} runs, {place}, pace {pace:.2f} s."
    )
    return "\n".join([said, "", HEAD, *lines, ""])
