"""What the model understands: texts on standard input, one a line, one JSON object a line out.

`python -m bot.understand [--language es] [--today 2026-11-23]`. Loads the model once.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from pathlib import Path
from typing import Any, Callable, Dict, Text

from bot import launcher
from bot.checks import CannotServe, trained_model

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
    intent = parsed["intent"]
    entities = [found for found in parsed.get("entities", []) if found["entity"] != "language"]
    return {
        "text": text,
        "intent": intent["name"],
        "confidence": round(intent["confidence"], 4),
        "ranking": [
            {"intent": one["name"], "confidence": round(one["confidence"], 4)}
            for one in parsed.get("intent_ranking", [])[:3]
        ],
        "entities": [{k: v for k, v in found.items() if k != "extractor"} for found in entities],
        "language": about["language"],
    }


def main() -> int:
    """1 with one sentence when there is no model; else 0."""
    parser = argparse.ArgumentParser(prog="python -m bot.understand", description=__doc__)
    parser.add_argument("--language", choices=["en", "es"], default="en")
    parser.add_argument("--today", help="ISO day from which days are reckoned; default: now")
    options = parser.parse_args()
    launcher.prepare()
    try:
        understand = load(trained_model())
    except CannotServe as problem:
        print(problem, file=sys.stderr)
        return 1
    about = {"language": options.language, "today": options.today}
    for line in sys.stdin:
        text = line.rstrip("\n")
        print(json.dumps(understand(text, about), ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
