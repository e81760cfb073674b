"""What a pipeline is trained on: the training examples, a sample or folds of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

import yaml

Example = tuple[str, str]  # intent, text


def by_intent(examples: Iterable[Example]) -> dict[str, list[str]]:
    """The different texts of each intent, shuffled, the same way every time."""
    texts: dict[str, set[str]] = {}
    for intent, text in examples:
        texts.setdefault(intent, set()).add(text)
    return {intent: sorted(texts[intent], key=_shuffled) for intent in sorted(texts)}


def _shuffled(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def sample(examples: Iterable[Example], most: int) -> list[Example]:
    """At most so many texts of each intent."""
    return [
        (intent, text) for intent, texts in by_intent(examples).items() for text in texts[:most]
    ]


def folds(examples: Iterable[Example], count: int) -> Iterator[tuple[list[Example], list[Example]]]:
    """(to train on, held out), `count` times; each intent is dealt out evenly."""
    texts = by_intent(examples)
    for fold in range(count):
        parts: tuple[list[Example], list[Example]] = ([], [])
        for intent, said in texts.items():
            for index, text in enumerate(said):
                parts[index % count == fold].append((intent, text))
        yield parts


def as_training_data(examples: Sequence[Example]) -> str:
    """Rasa's NLU YAML. Annotations are left out: no pipeline here learns entities from them."""
    blocks = [
        {"intent": intent, "examples": "".join(f"- {' '.join(text.split())}\n" for text in texts)}
        for intent, texts in by_intent(examples).items()
    ]
    content = {"version": "3.1", "nlu": blocks}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000)
