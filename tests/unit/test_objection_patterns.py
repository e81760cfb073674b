"""What carries a duty is named by its words first, and the model decides the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.objections.shorthand import written_out as written_out_by_bot
from receivables.domain.objections import WITH_DUTIES, Objection
from receivables.policy.objections import Guess, decided, duties_shown
from receivables.policy.objections.decide import LIKELY_ENOUGH, SURER
from receivables.policy.objections.find import Row, rows
from receivables.policy.objections.shorthand import written_out
from receivables.policy.safety.mending import mended
from tests.nlu.objection_lines import (
    adversarial_lines,
    development_lines,
    kept_apart_lines,
    training_lines,
)
from tests.nlu.texts import normalised

ROWS = [row for objection in WITH_DUTIES for row in rows(objection)]
ORDINARY = [found for found in Objection if found not in WITH_DUTIES]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_fires_on_its_example_and_rests_on_the_other(row: Row) -> None:
    assert row.means(mended(written_out(row.fires)))
    assert not row.means(mended(written_out(row.rests)))


@pytest.mark.parametrize("objection", WITH_DUTIES)
def test_every_duty_has_rows_and_is_mostly_shown_by_words_alone(objection: Objection) -> None:
    lines = [line for line in training_lines() if line.label == objection]
    shown = sum(objection in duties_shown(line.text) for line in lines)
    assert shown >= 0.95 * len(lines)


@pytest.mark.parametrize("objection", WITH_DUTIES)
def test_a_duty_is_shown_however_oddly_it_is_said(objection: Objection) -> None:
    fires, rests = adversarial_lines(objection)
    assert len(fires) >= 40
    assert len(rests) >= 15
    assert [text for text in fires if duties_shown(text)[:1] != (objection,)] == []
    assert [text for text in rests if objection in duties_shown(text)] == []


def test_hardly_an_adversarial_line_is_trained_on() -> None:
    trained = {normalised(line.text) for line in training_lines()}
    asked = {normalised(text) for one in WITH_DUTIES for text in adversarial_lines(one).fires}
    assert len(asked & trained) < 0.1 * len(asked)


def test_words_alone_hardly_show_a_duty_where_there_is_none() -> None:
    measuring = [*development_lines(), *kept_apart_lines()]
    lines = [line for line in measuring if line.label not in WITH_DUTIES]
    wrongly = [line.text for line in lines if duties_shown(line.text)]
    assert len(wrongly) < 0.01 * len(lines), wrongly


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("pt passed, widow says atty handles estate", Objection.DECEASED),
        ("my bankruptcy lawyer said to stop calling me", Objection.BANKRUPTCY),
        ("quit calling, talk to my lawyer", Objection.REPRESENTED_BY_ATTORNEY),
    ],
)
def test_the_gravest_of_several_duties_comes_first(heard: str, meant: Objection) -> None:
    assert duties_shown(heard)[0] == meant


@pytest.mark.parametrize(
    "heard",
    [
        "don't call me at my job",
        "keep it up and I'll get a lawyer and sue",
        "my card expired",
        "they billed the wrong number of units",
        "pide comprobantes de ingreso",
        "no conozco ese cargo",
    ],
)
def test_what_only_sounds_like_a_duty_is_left_to_the_model(heard: str) -> None:
    assert duties_shown(heard) == ()


def test_the_two_processes_write_shorthand_out_alike() -> None:
    for line in [*training_lines(), *development_lines()]:
        assert written_out(line.text) == written_out_by_bot(line.text)


@st.composite
def rankings(draw: st.DrawFn) -> list[Guess]:
    order = draw(st.permutations(list(Objection)))
    weights = draw(st.lists(st.integers(1, 1000), min_size=len(order), max_size=len(order)))
    shares = sorted((weight / sum(weights) for weight in weights), reverse=True)
    return [Guess(found, share) for found, share in zip(order, shares, strict=True)]


def test_a_duty_that_the_model_is_surer_of_comes_before_one_that_the_words_show() -> None:
    lawyer, bankrupt = Objection.REPRESENTED_BY_ATTORNEY, Objection.BANKRUPTCY
    sure = [Guess(bankrupt, SURER), Guess(lawyer, 1 - SURER)]
    assert [guess.objection for guess in decided([lawyer], sure)] == [bankrupt, lawyer]
    doubtful = [Guess(bankrupt, SURER - 0.01), Guess(lawyer, 1.01 - SURER)]
    assert decided([lawyer], doubtful)[0].objection == lawyer


@given(rankings(), st.lists(st.sampled_from(WITH_DUTIES), unique=True, max_size=3))
def test_a_decision_ranks_every_objection_once_in_falling_confidence(
    ranking: list[Guess], shown: list[Objection]
) -> None:
    result = decided(shown, ranking)
    assert sorted(guess.objection for guess in result) == sorted(Objection)
    assert sum(guess.confidence for guess in result) == pytest.approx(1)
    confidences = [guess.confidence for guess in result]
    if len(shown) < 2:
        assert confidences == sorted(confidences, reverse=True)
    assert [guess.objection for guess in result][: len(shown)] == shown


def test_a_duty_that_is_likely_enough_comes_first() -> None:
    paid, died = Objection.ALREADY_PAID, Objection.DECEASED
    enough = [Guess(paid, 0.8), Guess(died, LIKELY_ENOUGH), Guess(Objection.AGREEMENT, 0.05)]
    little = [Guess(paid, 0.85), Guess(died, LIKELY_ENOUGH - 0.01), Guess(Objection.AGREEMENT, 0)]
    assert [guess.objection for guess in decided((), enough)][:2] == [died, paid]
    assert decided((), little) == little
