"""The examples that the assistant learns from are many, varied, and say one thing each."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
import yaml

from tests.nlu.texts import TRAINING, labels, near_duplicates, normalised, training_texts

INTENTS = labels()["intents"].keys()
SHORT = {"affirm", "deny", "greet", "thank", "goodbye"}  # there are only so many ways to say yes
EXAMPLES: dict[str, list[str]] = defaultdict(list)
for _intent, _text in training_texts():
    EXAMPLES[_intent].append(_text)


def least(intent: str) -> int:
    """How many examples an intent needs at least."""
    if intent == "out_of_scope":
        return 450
    return 180 if intent in SHORT else 220


def test_every_file_holds_intents_and_nothing_else() -> None:
    files = sorted(TRAINING.rglob("*.yml"))
    assert files
    for path in files:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert content.keys() == {"version", "nlu"}, path.name
        for block in content["nlu"]:
            assert block.keys() == {"intent", "examples"}, path.name
            stray = [s for s in block["examples"].splitlines() if not s.startswith("- ")]
            assert stray == [], path.name


def test_the_intents_are_the_labelled_ones() -> None:
    assert EXAMPLES.keys() == INTENTS


def test_no_intent_stands_in_two_places() -> None:
    blocks = Counter(
        block["intent"]
        for path in TRAINING.rglob("*.yml")
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
    )
    assert [intent for intent, n in blocks.items() if n > 1] == []


@pytest.mark.parametrize("intent", sorted(INTENTS))
def test_an_intent_has_enough_examples(intent: str) -> None:
    assert len(EXAMPLES[intent]) >= least(intent)


def test_no_example_occurs_twice_in_an_intent() -> None:
    # "sí" and "si", "hello" and "hello??" are two: people write both.
    twice = {
        intent: [text for text, n in Counter(t.casefold() for t in texts).items() if n > 1]
        for intent, texts in EXAMPLES.items()
    }
    assert {intent: texts for intent, texts in twice.items() if texts} == {}


def test_no_example_stands_for_two_intents() -> None:
    where = defaultdict(set)
    for intent, texts in EXAMPLES.items():
        for text in texts:
            where[normalised(text) or text].add(intent)
    assert {text: intents for text, intents in where.items() if len(intents) > 1} == {}


@pytest.mark.parametrize("intent", sorted(INTENTS))
def test_under_three_percent_of_an_intent_nearly_repeat_another_example(intent: str) -> None:
    texts = EXAMPLES[intent]
    pairs = near_duplicates(texts, texts)
    assert len({text for text, _ in pairs}) < 0.03 * len(texts), pairs
