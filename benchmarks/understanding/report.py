"""The report in Markdown, and where it stands between two markers of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.understanding import figures
from benchmarks.understanding.figures import Share
from benchmarks.understanding.judgement import Judgement

BEGIN = "<!-- report: written by make nlu-report -->"
END = "<!-- end of the report -->"
BLIND_BEGIN = "<!-- blind: written by make nlu-report -->"
BLIND_END = "<!-- end of the blind report -->"


def percent(share: Share) -> str:
    """ "93.1 % (54 of 58)"."""
    return f"{100 * share.value:.1f} % ({share.hits} of {share.of})"


def table(titles: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """The lines of a Markdown table, with an empty line after it."""
    lines = [titles, ["---"] * len(titles), *rows]
    return [f"| {' | '.join(str(cell) for cell in line)} |" for line in lines] + [""]


def whole(judgements: Sequence[Judgement], threshold: float) -> list[str]:
    """The figures of all texts together."""
    bins = figures.reliability(judgements)
    rows = [
        ("likeliest intent right", percent(figures.accuracy(judgements))),
        ("in scope and acted on without asking", percent(figures.acted_on(judgements))),
        ("of these right", percent(figures.right_where_acted_on(judgements))),
        ("out of scope and not acted on", percent(figures.out_of_scope_recall(judgements))),
        ("second ask of two among the first three", percent(figures.second_ask_found(judgements))),
        ("expected calibration error", f"{figures.expected_calibration_error(bins):.3f}"),
    ]
    return table((f"all {len(judgements)} texts, threshold {threshold:g}", "share"), rows)


def grouped(
    title: str, judgements: Sequence[Judgement], key: Callable[[Judgement], str]
) -> list[str]:
    """Accuracy by group, the worst first."""
    groups = figures.accuracy_by(judgements, key)
    return table((title, "likeliest intent right"), [(k, percent(v)) for k, v in groups.items()])


def calibration(judgements: Sequence[Judgement]) -> list[str]:
    """What the model claims beside what is true."""
    rows = [
        (f"{one.low:.1f}–{one.high:.1f}", one.texts, f"{one.confidence:.2f}", f"{one.accuracy:.2f}")
        for one in figures.reliability(judgements)
    ]
    return table(("confidence", "texts", "mean confidence", "share right"), rows)


def confused(judgements: Sequence[Judgement], most: int = 15) -> list[str]:
    """The pairs most often taken for each other."""
    pairs = figures.confusions(judgements)[:most]
    return table(("label", "taken for", "texts"), [(*pair, count) for pair, count in pairs])


def summary(judgements: Sequence[Judgement], threshold: float) -> str:
    """The figures without the single intents: for texts that nobody should know by heart."""
    lines = [
        *whole(judgements, threshold),
        *grouped("language", judgements, lambda one: one.language),
        *grouped("style", judgements, lambda one: one.style),
    ]
    return "\n".join(lines)


def report(judgements: Sequence[Judgement], threshold: float, picture: str) -> str:
    """All of it. `picture` is the path of the confusion matrix as the page links to it."""
    lines = [
        *whole(judgements, threshold),
        "### By language\n",
        *grouped("language", judgements, lambda one: one.language),
        "### By style\n",
        *grouped("style", judgements, lambda one: one.style),
        "### By intent\n",
        *grouped("intent", judgements, lambda one: one.intent),
        "### What is taken for what\n",
        *confused(judgements),
        f"![Confusion matrix: labels down, likeliest intents across]({picture})\n",
        "### Calibration\n",
        *calibration(judgements),
    ]
    return "\n".join(lines)


def between_markers(page: str, text: str, blind: str) -> str:
    """The page with both reports in place of the last ones. Raises ValueError."""
    return replaced(replaced(page, text, BEGIN, END), blind, BLIND_BEGIN, BLIND_END)


def replaced(page: str, text: str, first: str, last: str) -> str:
    """The page with the text in place of what stood between two markers. Raises ValueError."""
    before, begin, rest = page.partition(first)
    _, end, after = rest.partition(last)
    if not begin or not end:
        raise ValueError(f"the page lacks {first} or {last}")
    return f"{before}{first}\n\n{text}\n{last}{after}"
