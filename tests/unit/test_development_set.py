"""The texts that measure understanding are many, varied, well labelled, and not trained on."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.nlu.texts import (
    BLIND,
    TRAINING,
    adversarial_texts,
    development_texts,
    labels,
    near_duplicates,
    normalised,
    training_texts,
)

LABELS = labels()
INTENTS, STYLES, KINDS = (LABELS[key].keys() for key in ("intents", "styles", "kinds"))
DEVELOPMENT = development_texts()
UNSEEN = development_texts(BLIND)
ADVERSARIAL = adversarial_texts()
PHONE = re.compile(r"(?<!\d)\d{3}[-. ]?\d{3}[-. ]?\d{4}(?!\d)")


@pytest.fixture(scope="module")
def trained_on() -> list[str]:
    texts = [text for _, text in training_texts()]
    if TRAINING.is_dir() and any(TRAINING.rglob("*.yml")):
        assert texts, f"no example could be read from {TRAINING}"
    return texts


def test_every_intent_has_its_own_file_and_no_other_exists() -> None:
    assert len(INTENTS) == 36
    assert {row.intent for row in DEVELOPMENT} == INTENTS


def test_there_are_enough_texts_of_every_intent() -> None:
    counts = Counter(row.intent for row in DEVELOPMENT)
    assert len(DEVELOPMENT) >= 600
    assert {intent: n for intent, n in counts.items() if n < 24} == {}
    assert counts["out_of_scope"] >= 60


def test_every_style_occurs_often_enough_to_be_measured() -> None:
    counts = Counter(row.style for row in DEVELOPMENT)
    assert counts.keys() == STYLES
    assert {style: n for style, n in counts.items() if n < 25} == {}


def test_every_intent_is_said_in_most_styles() -> None:
    styles = {intent: {r.style for r in DEVELOPMENT if r.intent == intent} for intent in INTENTS}
    assert {intent: STYLES - got for intent, got in styles.items() if len(got) < 11} == {}


def test_a_quarter_or_more_of_the_texts_of_every_intent_are_not_english() -> None:
    assert {row.language for row in DEVELOPMENT} == {"en", "es", "mixed"}
    for intent in INTENTS:
        languages = Counter(row.language for row in DEVELOPMENT if row.intent == intent)
        assert 1 - languages["en"] / languages.total() >= 0.22, intent
    other = sum(row.language != "en" for row in DEVELOPMENT)
    assert 0.25 <= other / len(DEVELOPMENT) <= 0.40


def test_a_text_that_says_two_things_names_both() -> None:
    for row in DEVELOPMENT:
        assert (row.style == "two_things") == (row.also is not None), row.text
        assert row.also is None or (row.also in INTENTS and row.also != row.intent), row.text


def test_the_blind_set_has_every_intent_in_hard_styles_and_all_languages() -> None:
    counts = Counter(row.intent for row in UNSEEN)
    assert len(UNSEEN) >= 500
    assert counts.keys() == INTENTS
    assert min(counts.values()) >= 8
    styles = Counter(row.style for row in UNSEEN)
    assert {style for style in ("story", "typos", "voice", "letter") if styles[style] < 35} == set()
    assert {row.language for row in UNSEEN} == {"en", "es", "mixed"}
    for row in UNSEEN:
        assert row.style in STYLES
        assert (row.style == "two_things") == (row.also is not None), row.text


def test_no_blind_text_stands_in_the_development_set() -> None:
    seen = {normalised(row.text) for row in DEVELOPMENT}
    assert [row.text for row in UNSEEN if normalised(row.text) in seen] == []
    pairs = near_duplicates([row.text for row in UNSEEN], [row.text for row in DEVELOPMENT])
    assert len({text for text, _ in pairs}) < 0.02 * len(UNSEEN), pairs


def test_every_adversarial_kind_has_enough_positives_and_near_misses() -> None:
    assert ADVERSARIAL.keys() == KINDS
    for kind, texts in ADVERSARIAL.items():
        assert len(texts.positives) >= 45, kind
        assert len(texts.negatives) >= 25, kind


def test_no_development_text_occurs_twice() -> None:
    counts = Counter(normalised(row.text) for rows in (DEVELOPMENT, UNSEEN) for row in rows)
    assert [text for text, n in counts.items() if n > 1 or not text] == []


def test_no_adversarial_text_occurs_twice_within_its_kind() -> None:
    # "stop." and "S T O P" differ from "stop" only in what normalising takes away, on purpose.
    for kind, texts in ADVERSARIAL.items():
        said = [text.casefold() for text in texts.positives + texts.negatives]
        assert [text for text, n in Counter(said).items() if n > 1] == [], kind


def test_no_positive_of_a_kind_is_a_near_miss_of_it() -> None:
    for kind, texts in ADVERSARIAL.items():
        positives = {normalised(text) for text in texts.positives}
        assert positives.isdisjoint(normalised(text) for text in texts.negatives), kind


def test_no_development_text_is_trained_on(trained_on: list[str]) -> None:
    trained = {normalised(text) for text in trained_on}
    leaked = [row.text for row in DEVELOPMENT + UNSEEN if normalised(row.text) in trained]
    assert leaked == []


def test_no_adversarial_sentence_is_trained_on(trained_on: list[str]) -> None:
    # One or two words ("wrong number") are what everybody says; a sentence would be a leak.
    trained = {normalised(text) for text in trained_on}
    leaked = [
        (kind, text)
        for kind, texts in ADVERSARIAL.items()
        for text in texts.positives + texts.negatives
        if len(normalised(text).split()) > 4 and normalised(text) in trained
    ]
    assert leaked == []


def test_under_two_percent_of_the_development_texts_nearly_repeat_another() -> None:
    texts = [row.text for row in DEVELOPMENT]
    pairs = near_duplicates(texts, texts)
    assert len({text for text, _ in pairs}) < 0.02 * len(texts), pairs


def test_under_two_percent_of_the_development_texts_nearly_repeat_a_training_example(
    trained_on: list[str],
) -> None:
    for rows in (DEVELOPMENT, UNSEEN):
        pairs = near_duplicates([row.text for row in rows], trained_on)
        assert len({text for text, _ in pairs}) < 0.02 * len(rows), pairs


def test_a_text_with_one_word_changed_is_measured_as_a_near_duplicate() -> None:
    one = "can i pay this bill in six small monthly payments please"
    other = "can i pay this bill in five small monthly payments please"
    assert near_duplicates([one], [other, "what does coinsurance mean"]) == [(one, other)]


def test_every_phone_number_is_a_fictitious_one() -> None:
    texts = [row.text for row in DEVELOPMENT + UNSEEN]
    texts += [text for lists in ADVERSARIAL.values() for text in lists.positives + lists.negatives]
    numbers = [re.sub(r"\D", "", found) for text in texts for found in PHONE.findall(text)]
    assert numbers
    assert [number for number in numbers if number[3:8] != "55501"] == []
