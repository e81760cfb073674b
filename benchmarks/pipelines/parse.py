"""Inside Rasa's environment: loads a model, parses texts, says how long each took.

`python -m benchmarks.pipelines.parse MODEL TEXTS.json` prints one JSON object: `load_seconds`,
`mebibytes` (resident once all is parsed), and of each text `milliseconds` and `ranking`.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from bot import launcher

ABOUT = {"language": "en", "today": "2026-11-23"}
WARMING = 20


def main(model: Path, texts: Path) -> int:
    """Always 0; an error is raised."""
    begun = time.perf_counter()
    launcher.prepare()
    from bot.understand import load

    understand = load(model)
    loaded = time.perf_counter() - begun
    said = json.loads(texts.read_text(encoding="utf-8"))
    for text in said[:WARMING]:
        understand(text, ABOUT)
    milliseconds, rankings = [], []
    for text in said:
        begun = time.perf_counter()
        answer = understand(text, ABOUT)
        milliseconds.append(1000 * (time.perf_counter() - begun))
        rankings.append([(one["intent"], one["confidence"]) for one in answer["ranking"]])
    found = {"load_seconds": loaded, "mebibytes": resident(), "milliseconds": milliseconds}
    print(json.dumps({**found, "ranking": rankings}))
    return 0


def resident() -> float:
    """MiB of this process in memory (Linux)."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
