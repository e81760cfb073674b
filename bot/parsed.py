"""Setting right what the model made of a text."""

from __future__ import annotations

from typing import Any, Dict, List, Text

UNSURE = "nlu_fallback"


def certain(parsed: Dict[Text, Any], intent: Text) -> Dict[Text, Any]:
    """It means this."""
    parsed["intent"] = {"name": intent, "confidence": 1.0}
    return parsed


def unsure(parsed: Dict[Text, Any]) -> Dict[Text, Any]:
    """Nobody can say what it means."""
    return certain(parsed, UNSURE)


def add(parsed: Dict[Text, Any], entity: Text, value: Any) -> None:
    """A remark of ours beside what was found."""
    found: List[Dict[Text, Any]] = parsed.setdefault("entities", [])
    found.append({"entity": entity, "value": value, "start": 0, "end": 0})
