"""`python -m benchmarks.pipelines`: measures pipelines, one after the other, and tabulates them.

What is measured is kept in var/pipelines/<name>.json (of a sample, <name>-<sample>.json), so that
long ones can be measured apart; --table prints what is kept, --write puts it into
docs/understanding.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from typing import Any

from benchmarks.pipelines.measure import Size, measure
from benchmarks.pipelines.project import names
from benchmarks.pipelines.table import tables
from benchmarks.understanding.report import replaced
from cli.environment import ROOT, state_folder

PAGE = ROOT / "docs" / "understanding.md"
MARKERS = ("<!-- pipelines: written by make compare-pipelines -->", "<!-- end of the pipelines -->")


def main() -> int:
    """1 when a pipeline could not be measured; else 0."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", nargs="+", choices=names(), default=names())
    options.add_argument("--folds", type=int, default=5, help="0: no cross-validation")
    options.add_argument("--epochs", type=int, help="of DIET and TED; for trying it out")
    options.add_argument("--sample", type=int, help="examples an intent; for trying it out")
    options.add_argument("--conversations", action="store_true", help="the whole system too")
    options.add_argument("--table", action="store_true", help="measure nothing")
    options.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    chosen = options.parse_args()
    size = Size(chosen.folds, chosen.epochs, chosen.sample, chosen.conversations)
    failed = [] if chosen.table else [name for name in chosen.only if not kept(name, size)]
    text = tables(found())
    print(text)
    if chosen.write:
        page = replaced(PAGE.read_text(encoding="utf-8"), text, *MARKERS)
        PAGE.write_text(page, encoding="utf-8")
    return 1 if failed else 0


def kept(name: str, size: Size) -> bool:
    """Whether the pipeline was measured and its figures kept."""
    print(f"{name} ...", file=sys.stderr, flush=True)
    try:
        figures = measure(name, size)
    except subprocess.CalledProcessError as problem:
        print(f"{name} failed:\n{problem.stderr}", file=sys.stderr)
        return False
    folder = state_folder() / "pipelines"
    folder.mkdir(parents=True, exist_ok=True)
    kept_as = f"{name}-{size.sample}" if size.sample else name
    (folder / f"{kept_as}.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return True


def found() -> list[dict[str, Any]]:
    """All that is kept."""
    files = sorted((state_folder() / "pipelines").glob("*.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in files]


if __name__ == "__main__":
    sys.exit(main())
