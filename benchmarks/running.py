"""The running system: time to ready, and the memory of each process."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.measurement import Measurement
from cli.system import System, running_system

MIB = 1024 * 1024


@contextmanager
def timed_system() -> Iterator[tuple[System, float]]:
    """A running system in a folder of its own, and how many seconds it took to get ready."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        with running_system(Path(folder)) as system:
            yield system, time.perf_counter() - begun


def memory(system: System) -> dict[str, float]:
    """MiB of each process, what it shares with others divided among them (PSS)."""
    found = {}
    for name, process in system.supervisor.processes.items():
        whole = psutil.Process(process.pid)
        tree = [whole, *whole.children(recursive=True)]
        found[name] = sum(one.memory_full_info().pss for one in tree) / MIB
    return found


def memory_measurements(samples: list[dict[str, float]]) -> list[Measurement]:
    """A line for each process, from several runs."""
    aims = {"rasa": "under 800 MiB"}
    return [
        Measurement(f"memory of {name}", [one[name] for one in samples], "MiB", aims.get(name, ""))
        for name in samples[0]
    ]
