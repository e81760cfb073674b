"""The development set as Rasa's own NLU YAML, for `rasa test nlu`.

python -m benchmarks.understanding.rasa_data var/nlu-test
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import yaml

from tests.nlu.texts import DevelopmentText, development_texts


def as_rasa(rows: Iterable[DevelopmentText]) -> str:
    """One YAML document with an intent's texts together; annotations are none of our texts'."""
    by_intent: dict[str, list[str]] = {}
    for row in rows:
        by_intent.setdefault(row.intent, []).append(" ".join(row.text.split()))
    blocks = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)}
        for intent, texts in sorted(by_intent.items())
    ]
    content = {"version": "3.1", "nlu": blocks}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000)


def main(folder: Path) -> int:
    """Writes `development.yml` into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "development.yml").write_text(as_rasa(development_texts()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
