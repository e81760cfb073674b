"""`python -m bot.objections`: a JSON object with `text` a line in, one with `ranking` a line out.

Loads the model once, and says `{"ready": true}` first. What a label means to the caller, and the
patterns that come before any model, are the application's.
"""

from __future__ import annotations

import json
import sys
from typing import Any, Dict, Text

from bot import launcher


def main() -> int:
    """1 with one sentence when there is no model; else 0."""
    launcher.prepare()
    from bot.objections.training import fresh_model

    path = fresh_model()
    if not path.is_file():
        sys.stderr.write("There is no model of the objections: run `plainbill train`.\n")
        return 1
    from bot.objections.model import ObjectionModel

    model = ObjectionModel.load(path)
    model.ranking("hello")  # what is slow the first time is slow now
    _say({"ready": True})
    for line in sys.stdin:
        _say({"ranking": model.ranking(json.loads(line)["text"])})
    return 0


def _say(answer: Dict[Text, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
