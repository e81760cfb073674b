"""One line of the table: a name, the values of several runs, and what we aim at."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """Values in `unit`, one a run; the table shows their median. `aim` is a limit in words."""

    name: str
    values: Sequence[float]
    unit: str
    aim: str = ""

    @property
    def shown(self) -> str:
        """The median, as many digits as it is worth."""
        median = statistics.median(self.values)
        digits = 0 if abs(median) >= 100 else 1 if abs(median) >= 10 else 2
        return f"{median:,.{digits}f} {self.unit}"

    @property
    def spread(self) -> str:
        """The smallest and the largest value, where there were several."""
        if len(self.values) < 2:
            return ""
        return f"{min(self.values):,.4g} – {max(self.values):,.4g}"


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which `percent` of the values are (nearest rank)."""
    ordered = sorted(values)
    rank = max(1, -(-len(ordered) * percent // 100))
    return ordered[int(rank) - 1]


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
