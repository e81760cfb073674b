"""The crowd alone: `python -m benchmarks.crowd --people 500 --seconds 120 [--stock] [--soak 3600]`.

Only this machine is texted, from it and through its own carrier.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys

from benchmarks.crowd.ours import measure_ours, soak
from benchmarks.crowd.stock import measure_stock


def main() -> int:
    """Measure and print as JSON; 1 when a text was lost, doubled or answered out of order."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=500)
    options.add_argument("--seconds", type=float, default=120)
    options.add_argument("--stock", action="store_true", help="stock Rasa instead of Plainbill")
    options.add_argument("--soak", type=float, default=0, help="seconds: memory over time instead")
    chosen = options.parse_args()
    if chosen.soak:
        print(json.dumps(soak(chosen.people, chosen.soak)))
        return 0
    measure = measure_stock if chosen.stock else measure_ours
    found = measure(chosen.people, chosen.seconds)
    print(json.dumps(dataclasses.asdict(found)))
    return 0 if chosen.stock else int(bool(found.lost or found.doubled or found.disordered))


if __name__ == "__main__":
    sys.exit(main())
