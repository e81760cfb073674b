"""The confusion matrix as a picture (SVG, readable on light and dark pages)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from benchmarks.understanding.judgement import Judgement

CELL = 20
MARGIN = 210
INK, PAPER = "#1f2933", "#ffffff"
RIGHT, WRONG = "#1b7f5a", "#c2410c"


def confusion_matrix(judgements: Sequence[Judgement]) -> str:
    """Rows are labels, columns likeliest intents; the shade is the share of the label's texts."""
    counts = Counter((one.intent, one.guess) for one in judgements)
    labels = Counter(one.intent for one in judgements)
    names = sorted({name for pair in counts for name in pair})
    size = MARGIN + CELL * len(names) + 10
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'width="{size}" height="{size}" font-family="system-ui, sans-serif" font-size="11">',
        "<title>Confusion matrix of the development set</title>",
        f'<rect width="{size}" height="{size}" fill="{PAPER}"/>',
        *_grid(len(names)),
        *_names(names),
        *(_cell(names, pair, count, labels[pair[0]]) for pair, count in sorted(counts.items())),
        "</svg>\n",
    ])  # fmt: skip


def _grid(count: int) -> Iterable[str]:
    end = MARGIN + CELL * count
    for index in range(count + 1):
        at = MARGIN + CELL * index
        for x, y, to_x, to_y in ((MARGIN, at, end, at), (at, MARGIN, at, end)):
            yield f'<line x1="{x}" y1="{y}" x2="{to_x}" y2="{to_y}" stroke="#e4e7eb"/>'


def _names(names: Sequence[str]) -> Iterable[str]:
    for index, name in enumerate(names):
        middle = MARGIN + CELL * index + CELL // 2 + 4
        said = escape(name)
        yield f'<text x="{MARGIN - 8}" y="{middle}" text-anchor="end" fill="{INK}">{said}</text>'
        yield (
            f'<text transform="translate({middle},{MARGIN - 8}) rotate(-90)" '
            f'fill="{INK}">{said}</text>'
        )


def _cell(names: Sequence[str], pair: tuple[str, str], count: int, of: int) -> str:
    label, guess = pair
    x, y = (MARGIN + CELL * names.index(name) for name in (guess, label))
    shade = max(0.12, count / of) if of else 0.0
    colour = RIGHT if label == guess else WRONG
    written = PAPER if shade > 0.5 else INK
    return (
        f'<rect x="{x}" y="{y}" width="{CELL}" height="{CELL}" fill="{colour}" '
        f'fill-opacity="{shade:.2f}"><title>{escape(label)} taken for {escape(guess)}: {count} of '
        f'{of}</title></rect><text x="{x + CELL // 2}" y="{y + CELL // 2 + 4}" '
        f'text-anchor="middle" fill="{written}">{count}</text>'
    )
