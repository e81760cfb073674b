"""`python -m bot.understand`: what the model makes of texts, one JSON object a line in and out.

In: `text`, and of a message's metadata `language`, `today` and `safety`. Loads the model once, and
says `{"ready": true}` first. What comes before any model is the application's.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import Any, Callable, Dict, Text

from bot import launcher
from bot.checks import CannotServe, trained_model

FALLBACK = "nlu_fallback"
SHOWN = 3
Understand = Callable[[Text, Dict[Text, Any]], Dict[Text, Any]]


def load(model: Path) -> Understand:
    """A function from a text and its metadata to what the model makes of it."""
    from rasa.core.channels.channel import UserMessage
    from rasa.core.processor import MessageProcessor
    from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
    from rasa.shared.core.trackers import DialogueStateTracker
    from rasa.utils.log_utils import configure_structlog

    from bot.channel import neutralise

    configure_structlog(logging.CRITICAL)
    _, metadata, runner = MessageProcessor._load_model(model)
    tracker = DialogueStateTracker.from_events("understand", [])

    def understand(text: Text, about: Dict[Text, Any]) -> Dict[Text, Any]:
        message = UserMessage(neutralise(text), sender_id="understand", metadata=about)
        inputs = {PLACEHOLDER_MESSAGE: [message], PLACEHOLDER_TRACKER: tracker}
        parsed = runner.run(inputs=inputs, targets=[metadata.nlu_target])[metadata.nlu_target][0]
        return _shape(text, about, parsed.as_dict(only_output_properties=True))

    return understand


def _shape(text: Text, about: Dict[Text, Any], parsed: Dict[Text, Any]) -> Dict[Text, Any]:
    ranking = [guess for guess in parsed.get("intent_ranking", []) if guess["name"] != FALLBACK]
    entities = [found for found in parsed.get("entities", []) if found["entity"] != "language"]
    return {
        "text": text,
        "intent": ranking[0]["name"],
        "confidence": round(ranking[0]["confidence"], 4),
        "asks": parsed["intent"]["name"] == FALLBACK,
        "ranking": [
            {"intent": guess["name"], "confidence": round(guess["confidence"], 4)}
            for guess in ranking[:SHOWN]
        ],
        "entities": [{k: v for k, v in found.items() if k != "extractor"} for found in entities],
        "language": about["language"],
    }


def main() -> int:
    """1 with one sentence when there is no model; else 0."""
    launcher.prepare()
    try:
        understand = load(trained_model())
    except CannotServe as problem:
        print(problem, file=sys.stderr)
        return 1
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        about = json.loads(line)
        print(json.dumps(understand(about.pop("text"), about), ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
