"""A model that understands less than the one in use fails here; `make nlu-report` says where.

The floors are what the models of 2026-11-24 and 25 reached on the development set, less a margin
of about two texts in a hundred (five in the small groups) for what a new training changes by
chance.
"""

from __future__ import annotations

import pytest

from benchmarks.understanding import figures
from benchmarks.understanding.judgement import Judgement, judged
from tests.nlu.texts import BLIND, development_texts

pytestmark = pytest.mark.conversation

STYLES = {
    "clean": 0.96,
    "slang": 0.94,
    "typos": 0.96,
    "voice": 0.95,
    "letter": 0.89,
    "second_language": 0.95,
    "story": 0.64,
    "angry": 0.89,
    "afraid": 0.95,
    "two_things": 0.62,
    "negation": 0.73,
    "emoji": 0.95,
    "near_miss": 0.79,
    "spanish": 0.97,
}
LANGUAGES = {"en": 0.9, "es": 0.92, "mixed": 0.95}


@pytest.fixture(scope="module")
def judgements() -> list[Judgement]:
    return judged(development_texts())


@pytest.fixture(scope="module")
def unseen() -> list[Judgement]:
    return judged(development_texts(BLIND))


@pytest.mark.parametrize(("style", "floor"), STYLES.items())
def test_no_style_is_understood_less_than_before(
    judgements: list[Judgement], style: str, floor: float
) -> None:
    found = figures.accuracy(one for one in judgements if one.style == style)
    assert found.of > 0
    assert found.value >= floor


@pytest.mark.parametrize(("language", "floor"), LANGUAGES.items())
def test_no_language_is_understood_less_than_before(
    judgements: list[Judgement], language: str, floor: float
) -> None:
    found = figures.accuracy(one for one in judgements if one.language == language)
    assert found.of > 0
    assert found.value >= floor


def test_every_style_of_the_set_has_a_floor(judgements: list[Judgement]) -> None:
    assert {one.style for one in judgements} == STYLES.keys()


def test_the_likeliest_intent_is_right_as_often_as_before(judgements: list[Judgement]) -> None:
    assert figures.accuracy(judgements).value >= 0.917


def test_the_assistant_acts_as_often_and_as_rightly_as_before(judgements: list[Judgement]) -> None:
    assert figures.acted_on(judgements).value >= 0.92
    assert figures.right_where_acted_on(judgements).value >= 0.935


def test_what_is_out_of_scope_is_left_alone_as_often_as_before(
    judgements: list[Judgement],
) -> None:
    assert figures.out_of_scope_recall(judgements).value >= 0.9


def test_the_second_ask_is_seen_as_often_as_before(judgements: list[Judgement]) -> None:
    assert figures.second_ask_found(judgements).value >= 0.86


def test_the_model_knows_how_sure_it_is(judgements: list[Judgement]) -> None:
    bins = figures.reliability(judgements)
    assert figures.expected_calibration_error(bins) <= 0.06


def test_texts_that_nobody_looked_at_are_understood_as_often_as_before(
    unseen: list[Judgement],
) -> None:
    assert figures.accuracy(unseen).value >= 0.87
    assert figures.acted_on(unseen).value >= 0.92
    assert figures.out_of_scope_recall(unseen).value >= 0.9
    assert figures.expected_calibration_error(figures.reliability(unseen)) <= 0.06
