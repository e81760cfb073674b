"""The words people hear, read from `data/domain/`: English and Spanish side by side.

The files are the ones Rasa reads (`responses:` with a condition on the `language` slot for
Spanish and `channel: voice` for the ear), so every word has one home. The parts of the
application that speak without the model (opt-out, help, letters, pages) ask here by name.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from receivables.settings import ROOT
from receivables.yaml_files import read_yaml

LANGUAGES = ("en", "es")


class UnknownWording(KeyError):
    """No response of that name exists."""


def say(name: str, language: str, channel: str = "sms", **values: object) -> str:
    """The text of response `name` in `language` (`en`, `es`), its {placeholders} filled in.

    A form for the channel (`voice`) is preferred; a missing Spanish text falls back to English.
    Raises UnknownWording for an unknown name and KeyError for a placeholder left empty.
    """
    variants = responses().get(name)
    if variants is None:
        raise UnknownWording(name)
    best = max(variants, key=lambda variant: _fit(variant, language, channel))
    return str(best["text"]).format(**values)


def _fit(variant: dict[str, Any], language: str, channel: str) -> int:
    spoken, wanted = variant_language(variant), variant.get("channel")
    if spoken not in (language, "en") or wanted not in (channel, None):
        return -1
    return 2 * (spoken == language) + (wanted == channel)


def variant_language(variant: dict[str, Any]) -> str:
    """The language of one variation of a response: that of its condition, else English."""
    for condition in variant.get("condition", ()):
        if condition.get("name") == "language":
            return str(condition["value"])
    return "en"


@cache
def responses(folder: Path = ROOT / "data" / "domain") -> dict[str, list[dict[str, Any]]]:
    """All responses by name, from the kernel `domain.yml` and every file of the folder."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in [folder.parent.parent / "domain.yml", *sorted(folder.glob("*.yml"))]:
        if path.exists():
            content = read_yaml(path) or {}
            found.update(content.get("responses") or {})
    return found
