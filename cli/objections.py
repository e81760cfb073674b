"""Names the objection in each line of standard input, by reviewed patterns and the model."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO

from cli.line_model import NoModel, line_model, python_module
from receivables.domain.objections import Objection
from receivables.policy.objections import Guess, heard, named, searched

COMMAND = python_module("bot.objections")
SHOWN = 3
Rank = Callable[[str], list[Guess]]


@contextmanager
def model(command: Sequence[str] = COMMAND) -> Iterator[Rank]:
    """The model in a process of its own, asked one line at a time. Raises NoModel."""
    with line_model(command) as ask:

        def rank(text: str) -> list[Guess]:
            ranking = ask({"text": text})["ranking"]
            return [Guess(Objection(row["label"]), row["confidence"]) for row in ranking]

        yield rank


def answer(text: str, rank: Rank) -> dict[str, object]:
    """What is printed for one line: `text`, `label`, `confidence` and the best three.

    An empty line objects to nothing: its label is None.
    """
    line = heard(text)
    best = named(line, rank(line))[:SHOWN] if line else []
    if not best:
        return {"text": text, "label": None, "confidence": 0.0, "ranking": []}
    rows = [{"label": g.objection.value, "confidence": round(g.confidence, 4)} for g in best]
    return {"text": text, **rows[0], "ranking": rows}


def name_all(lines: Iterable[bytes], output: IO[str], rank: Rank) -> None:
    """One JSON object a line, at once; bytes that are no UTF-8 become replacement characters."""
    for line in lines:
        text = line.decode("utf-8", errors="replace").rstrip("\r\n")
        print(json.dumps(answer(text, rank), ensure_ascii=False), file=output, flush=True)


def understand_objections() -> int:
    """Standard input to standard output; 1 when there is no model."""
    searched("hello")  # what is slow the first time is slow now
    try:
        with model() as rank:
            name_all(sys.stdin.buffer, sys.stdout, rank)
    except NoModel:
        return 1
    return 0
