"""What is said at a step, with what keys stand for after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from receivables.services.clock import organisation_date
from receivables.wording import responses, variant_language
from telephony.assistant import Reply
from telephony.voice.ear import for_the_ear
from telephony.voice.markup import Line, Paying, Ringing
from telephony.wordings import worded


@dataclass(frozen=True, slots=True)
class Speech:
    """Lines to say, then to listen, to hang up (`ends`), or to ring a representative (`rings`),
    or to let the caller pay (`pays`).

    `keys` says what a key stands for; `digits`, how many make an answer whole (0: any); `asks`,
    what the answer is taken for without the model, if for anything.
    """

    lines: tuple[Line, ...]
    keys: Mapping[str, str] = field(default_factory=dict)
    digits: int = 0
    ends: bool = False
    purpose: str = "reply"
    rings: Ringing | None = None
    pays: Paying | None = None
    asks: str = ""

    def kept(self) -> dict[str, Any]:
        """As the store keeps it."""
        return {
            "lines": [[one.text, one.language] for one in self.lines],
            "keys": dict(self.keys),
            "digits": self.digits,
            "rings": self.rings is not None,
            "asks": self.asks,
        }

    @classmethod
    def again(cls, kept: Mapping[str, Any]) -> Speech:
        """What was said before, as `kept` wrote it."""
        lines = tuple(Line(text, language) for text, language in kept.get("lines", ()))
        keys, digits = kept.get("keys", {}), kept.get("digits", 0)
        return cls(lines, keys, digits, asks=kept.get("asks", ""))

    def after(self, lines: Iterable[Line]) -> Speech:
        """The same with other lines said first."""
        return replace(self, lines=(*lines, *self.lines))


def line(response: str, language: str, now: dt.datetime) -> Line:
    """A response in its form for the ear."""
    return spoken(worded(response, language, "voice"), language, now)


def spoken(text: str, language: str, now: dt.datetime) -> Line:
    """Any text as a voice says it."""
    return Line(for_the_ear(text, language, organisation_date(now)), language)


def speech_of(replies: Sequence[Reply], language: str, now: dt.datetime) -> Speech:
    """What the assistant answered; the last reply that says so decides on keys and the end."""
    lines = tuple(spoken(reply.text, language, now) for reply in replies)
    told = [_metadata(reply.response, language) for reply in replies if reply.response]
    keypad: dict[str, Any] = next((one for one in reversed(told) if one), {})
    return Speech(
        lines,
        keys={str(key): str(text) for key, text in keypad.get("keys", {}).items()},
        digits=int(keypad.get("digits", 0)),
        ends=bool(keypad.get("ends_call", False)),
    )


def _metadata(response: str, language: str) -> dict[str, Any]:
    for variant in responses().get(response, ()):
        if variant.get("channel") == "voice" and variant_language(variant) == language:
            return dict(variant.get("metadata") or {})
    return {}
