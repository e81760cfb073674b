"""`python -m benchmarks.objections [--write]`: the report on the lines that measure objections.

It names each line as `plainbill understand --objections` does. It needs a trained model. With
--write the report goes into docs/objections.md, else to standard output.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from benchmarks.measurement import percentile
from benchmarks.understanding.figures import share
from benchmarks.understanding.report import percent, replaced, table
from cli.environment import ROOT
from cli.line_model import NoModel
from cli.objections import model
from receivables.domain.objections import WITH_DUTIES
from receivables.policy.objections import named
from tests.nlu.objection_lines import ObjectionLine, development_lines, kept_apart_lines

PAGE = ROOT / "docs" / "objections.md"
SETS = {"kept apart": kept_apart_lines, "development": development_lines}
MARKS = "<!-- {}: written by make objections-report -->", "<!-- end of {} -->"


class Judgement(NamedTuple):
    """A line, the three likeliest objections, and how long naming it took."""

    line: ObjectionLine
    guesses: tuple[str, ...]
    seconds: float

    @property
    def first(self) -> bool:
        """Whether the first choice is right."""
        return self.guesses[0] == self.line.label

    @property
    def among_three(self) -> bool:
        """Whether one of the first three is right."""
        return self.line.label in self.guesses


def judged(lines: Sequence[ObjectionLine]) -> list[Judgement]:
    """What patterns and model make of each line. Raises NoModel."""
    found = []
    with model() as rank:
        for line in lines:
            begun = time.perf_counter()
            guesses = named(line.text, rank(line.text))[:3]
            seconds = time.perf_counter() - begun
            found.append(Judgement(line, tuple(g.objection.value for g in guesses), seconds))
    return found


def figures(judgements: Sequence[Judgement]) -> tuple[str, str]:
    """First choice and first three, in words."""
    first = percent(share(one.first for one in judgements))
    return first, percent(share(one.among_three for one in judgements))


def with_duties(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Those of objections that the law attaches duties to."""
    return [one for one in judgements if one.line.label in WITH_DUTIES]


def false_alarms(judgements: Sequence[Judgement]) -> list[bool]:
    """Of each line without a duty, whether it was taken for one with a duty."""
    others = (one for one in judgements if one.line.label not in WITH_DUTIES)
    return [one.guesses[0] in WITH_DUTIES for one in others]


def whole(judgements: Sequence[Judgement]) -> list[str]:
    """The figures of all lines together."""
    milliseconds = [1000 * one.seconds for one in judgements]
    rows = [
        ("all", *figures(judgements)),
        ("with legal duties", *figures(with_duties(judgements))),
        ("no duty, taken for one", percent(share(false_alarms(judgements))), ""),
    ]
    middle, late = percentile(milliseconds, 50), percentile(milliseconds, 95)
    return [
        *table((f"{len(judgements)} lines", "first choice", "first three"), rows),
        f"A line took {middle:.0f} ms in the middle, {late:.0f} ms at the 95th percentile.\n",
    ]


def grouped(
    title: str, judgements: Sequence[Judgement], key: Callable[[ObjectionLine], str]
) -> list[str]:
    """The figures of each group, the worst first."""
    groups: dict[str, list[Judgement]] = {}
    for one in judgements:
        groups.setdefault(key(one.line), []).append(one)
    order = sorted(groups, key=lambda name: share(one.first for one in groups[name]).value)
    rows = [(name, *figures(groups[name])) for name in order]
    return table((title, "first choice", "first three"), rows)


def confused(judgements: Sequence[Judgement], most: int = 12) -> list[str]:
    """The pairs most often taken for each other."""
    pairs = Counter((one.line.label, one.guesses[0]) for one in judgements if not one.first)
    rows = [(*pair, count) for pair, count in pairs.most_common(most)]
    return table(("label", "taken for", "lines"), rows)


def report(judgements: Sequence[Judgement]) -> str:
    """All figures of one set in Markdown."""
    lines = [
        *whole(judgements),
        *grouped("said by, language", judgements, lambda one: f"{one.said_by}, {one.language}"),
        *grouped("objection", judgements, lambda one: one.label),
        *confused(judgements),
    ]
    return "\n".join(lines)


def main() -> int:
    """1 with one sentence when there is no model; else 0."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    write = options.parse_args().write
    try:
        reports = {name: report(judged(lines())) for name, lines in SETS.items()}
    except NoModel:
        return 1  # its process has said why
    if not write:
        print(*reports.values(), sep="\n")
        return 0
    page = PAGE.read_text(encoding="utf-8")
    for name, text in reports.items():
        page = replaced(page, text, *(mark.format(name) for mark in MARKS))
    PAGE.write_text(page, encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
