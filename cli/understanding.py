"""What is understood of texts, as when they arrive: language and patterns first, then the model."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable
from typing import IO, Any

import typer

from cli.line_model import Ask, NoModel, line_model, python_module
from telephony.language import language_of
from telephony.safety import hint

COMMAND = python_module("bot.understand")
NOTHING: dict[str, Any] = {
    "intent": None,
    "confidence": 0.0,
    "asks": False,
    "ranking": [],
    "entities": [],
}
LONGEST = 1600  # characters; no longer text arrives (bot.channel)


def understood(text: str, ask: Ask, today: str | None = None) -> dict[str, Any]:
    """`text`, `intent`, `confidence`, `asks`, the best three as `ranking`, `entities`, `language`.

    `asks` is whether the assistant, unsure, asks which of two things is meant before it acts. An
    empty text has no intent. `today` is an ISO date.
    """
    language = language_of(text, None)
    heard = text[:LONGEST]
    if not heard.strip():
        return {"text": text, **NOTHING, "language": language}
    about = {"language": language, "safety": hint(heard), "today": today}
    return {**ask({"text": heard, **about}), "text": text}


def understand_all(
    lines: Iterable[bytes], output: IO[str], ask: Ask, today: str | None = None
) -> None:
    """One JSON object a line, at once; bytes that are no UTF-8 become replacement characters."""
    for line in lines:
        text = line.decode("utf-8", errors="replace").rstrip("\r\n")
        print(json.dumps(understood(text, ask, today), ensure_ascii=False), file=output, flush=True)


def understand_texts(today: str | None) -> int:
    """Standard input to standard output; 1 when there is no model, 2 when `today` is no day."""
    try:
        if today:
            dt.date.fromisoformat(today)
    except ValueError:
        typer.echo(f"--today {today}: no date; write it as 2026-11-23.", err=True)
        return 2
    try:
        with line_model(COMMAND) as ask:
            understand_all(sys.stdin.buffer, sys.stdout, ask, today)
    except NoModel:
        return 1
    return 0
