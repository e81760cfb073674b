"""A model in a process of its own, asked with one JSON object a line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from cli.environment import ROOT
from cli.system import BOT_PYTHON

Ask = Callable[[Mapping[str, Any]], dict[str, Any]]


class NoModel(Exception):
    """The child process could not start; it has said why on standard error."""


def python_module(name: str) -> tuple[str, ...]:
    """The command that runs a module in Rasa's environment."""
    return (str(BOT_PYTHON), "-m", name)


@contextmanager
def line_model(command: Sequence[str]) -> Iterator[Ask]:
    """Starts the process, which says one line when it is ready. Raises NoModel."""
    child = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    requests, answers = child.stdin, child.stdout
    assert requests is not None
    assert answers is not None
    with child:
        if not answers.readline():
            raise NoModel

        def ask(request: Mapping[str, Any]) -> dict[str, Any]:
            requests.write(json.dumps(request) + "\n")
            requests.flush()
            found: dict[str, Any] = json.loads(answers.readline())
            return found

        try:
            yield ask
        finally:
            requests.close()
