"""`python -m benchmarks.understanding [--write]`: the report on the development set.

It needs a trained model. With --write it goes into docs/understanding.md with its picture, else to
standard output.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks.understanding.judgement import judged, threshold
from benchmarks.understanding.picture import confusion_matrix
from benchmarks.understanding.report import between_markers, report, summary
from cli.environment import ROOT
from cli.line_model import NoModel
from tests.nlu.texts import BLIND, development_texts

PAGE = ROOT / "docs" / "understanding.md"
PICTURE = "pictures/confusion.svg"


def main() -> int:
    """1 with one sentence when there is no model; else 0."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    chosen = options.parse_args()
    try:
        judgements = judged(development_texts())
        blind = judged(development_texts(BLIND))
    except NoModel:
        return 1  # its process has said why
    text = report(judgements, threshold(), PICTURE)
    seldom_seen = summary(blind, threshold())
    if not chosen.write:
        print(text, seldom_seen, sep="\n")
        return 0
    page = between_markers(PAGE.read_text(encoding="utf-8"), text, seldom_seen)
    PAGE.write_text(page, encoding="utf-8")
    (PAGE.parent / PICTURE).write_text(confusion_matrix(judgements), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)} and docs/{PICTURE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
