"""Fuzzes the readers with atheris: python -m tests.fuzz.remittance_fuzz --seconds 60

Ends with status 0 when nothing was found; a finding is written to the current folder by libFuzzer
(`crash-*`, `timeout-*`) and ends with another status. An input that takes longer than ten
seconds, or more than 1 GB, is a finding.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["receivables"]):
    from tests.fuzz.corpus import GOOD, check_explanations, check_remittance

EXPLANATIONS = Path(__file__).parents[1] / "contract" / "explanations"


def check(data: bytes) -> None:
    """An EOB when it looks like JSON, else a remittance."""
    if data[:1] == b"{":
        check_explanations(data)
    else:
        check_remittance(data)


def main() -> None:
    """Runs for a bounded time from the good files on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as folder:
        seeds = [*GOOD, *(path.read_bytes() for path in sorted(EXPLANATIONS.glob("*.json")))]
        for number, data in enumerate(seeds):
            (Path(folder) / str(number)).write_bytes(data)
        limits = [
            f"-max_total_time={seconds}",
            "-timeout=10",
            "-rss_limit_mb=1024",
            "-max_len=8192",
        ]
        atheris.Setup([sys.argv[0], *limits, folder], check)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
