"""The lines that teach and measure the objections are many, mixed, and never the same."""

from __future__ import annotations

from collections import Counter

import pytest

from receivables.domain.objections import WITH_DUTIES, Objection
from tests.nlu.objection_lines import (
    ObjectionLine,
    development_lines,
    kept_apart_lines,
    training_lines,
)
from tests.nlu.texts import near_duplicates, normalised

TRAINING = training_lines()
DEVELOPMENT = development_lines()
KEPT_APART = kept_apart_lines()
MEASURING = DEVELOPMENT + KEPT_APART


def of(label: str, lines: list[ObjectionLine]) -> list[ObjectionLine]:
    return [line for line in lines if line.label == label]


@pytest.mark.parametrize("lines", [TRAINING, DEVELOPMENT, KEPT_APART])
def test_every_objection_has_lines_and_no_other_label_has(lines: list[ObjectionLine]) -> None:
    assert {line.label for line in lines} == set(Objection)


@pytest.mark.parametrize("label", Objection)
def test_an_objection_has_enough_lines_to_learn_from_and_to_measure(label: Objection) -> None:
    assert len(of(label, TRAINING)) >= (190 if label in WITH_DUTIES else 150)
    assert len(of(label, DEVELOPMENT)) >= 15
    assert len(of(label, KEPT_APART)) >= 8


@pytest.mark.parametrize("label", Objection)
def test_collectors_and_patients_are_both_heard_in_both_languages(label: Objection) -> None:
    lines = of(label, TRAINING)
    said = Counter(line.said_by for line in lines)
    spanish = sum(line.language == "es" for line in lines) / len(lines)
    assert min(said["collector"], said["patient"]) >= 45
    assert 0.2 < spanish < 0.4


def test_no_line_that_measures_is_trained_on() -> None:
    trained = {normalised(line.text) for line in TRAINING}
    assert [line.text for line in MEASURING if normalised(line.text) in trained] == []


def test_no_line_stands_twice() -> None:
    for lines in (TRAINING, MEASURING):
        twice = Counter(normalised(line.text) for line in lines)
        assert [text for text, count in twice.items() if count > 1] == []


def test_hardly_a_line_that_measures_nearly_repeats_one_that_teaches() -> None:
    trained = [line.text for line in TRAINING]
    pairs = near_duplicates([line.text for line in MEASURING], trained)
    assert len({text for text, _ in pairs}) < 0.02 * len(MEASURING), pairs


@pytest.mark.parametrize("label", Objection)
def test_hardly_a_line_that_teaches_nearly_repeats_another(label: Objection) -> None:
    texts = [line.text for line in of(label, TRAINING)]
    pairs = near_duplicates(texts, texts)
    assert len({text for text, _ in pairs}) < 0.03 * len(texts), pairs
