"""Tells which responses of the domain stand in a text that a phone received."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from receivables.settings import ROOT

HERE = Path(__file__).parent


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "data" / "domain").glob("*.yml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for name, wordings in content.get("responses", {}).items():
            texted = [one["text"] for one in wordings if one.get("channel") != "voice"]
            if texted:
                found[name] = [_pattern(text) for text in texted]
    return {name: re.compile("|".join(patterns), re.S) for name, patterns in found.items()}


def _pattern(wording: str) -> str:
    parts = re.split(r"\{\w+\}", wording.strip())
    return ".*?".join(re.escape(part) for part in parts)


def said(text: str, names: frozenset[str]) -> frozenset[str]:
    """Those of the responses that stand in the text, in either language."""
    return frozenset(name for name in names if _patterns()[name].search(text))


@cache
def promises() -> dict[str, frozenset[str]]:
    """What must stand in the store after each response that promises something (promises.yml)."""
    found: dict[str, set[str]] = {}
    for kind, names in _table("promises.yml").items():
        for name in names:
            found.setdefault(name, set()).add(kind)
    return {name: frozenset(kinds) for name, kinds in found.items()}


@cache
def answers() -> dict[str, dict[str, list[str]]]:
    """How a response that asks is answered, by language (answers.yml)."""
    return _table("answers.yml")


def responses() -> dict[str, str]:
    """Every response of the domain with its patterns."""
    return {name: pattern.pattern for name, pattern in _patterns().items()}


def _table(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return content
