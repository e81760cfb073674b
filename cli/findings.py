"""What `plainbill doctor` found: one finding each, with what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "wrong"]


@dataclass(frozen=True)
class Finding:
    """`note`: worth knowing, nothing is broken. `advice` is empty where all is well."""

    name: str
    state: State
    found: str
    advice: str = ""


def ok(name: str, found: str) -> Finding:
    """All is well."""
    return Finding(name, "ok", found)


def note(name: str, found: str, advice: str = "") -> Finding:
    """Works, and somebody should know."""
    return Finding(name, "note", found, advice)


def wrong(name: str, found: str, advice: str) -> Finding:
    """Something does not work until somebody follows the advice."""
    return Finding(name, "wrong", found, advice)


def attempt(name: str, check: Callable[[], Finding], advice: str) -> Finding:
    """A check's finding; an exception in it is a finding too."""
    try:
        return check()
    except Exception as problem:
        return wrong(name, f"{type(problem).__name__}: {str(problem).splitlines()[0]}", advice)
