"""The model of the objections: learns, is kept as arrays, and says the same every time."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.objections.lines import training_lines
from bot.objections.model import ObjectionModel
from bot.objections.shorthand import written_out
from bot.objections.training import fresh_model

FEW = ("already_paid", "bankruptcy", "deceased", "third_party_answers")
LINES = [line for line in training_lines() if line.label in FEW]


@pytest.fixture(scope="module")
def model() -> ObjectionModel:
    return ObjectionModel.trained(LINES)


@pytest.mark.parametrize(
    ("heard", "label"),
    [
        ("pt says it was paid with her card in may", "already_paid"),
        ("case filed, chapter 7", "bankruptcy"),
        ("mi tía falleció", "deceased"),
        ("his sister ans", "third_party_answers"),
    ],
)
def test_a_line_gets_the_objection_that_it_resembles(
    model: ObjectionModel, heard: str, label: str
) -> None:
    assert model.ranking(heard)[0]["label"] == label


def test_a_ranking_names_every_label_once_and_shares_one(model: ObjectionModel) -> None:
    ranking = model.ranking("she is not home")
    assert sorted(row["label"] for row in ranking) == sorted(FEW)
    assert sum(row["confidence"] for row in ranking) == pytest.approx(1)
    assert [row["confidence"] for row in ranking] == sorted(
        (row["confidence"] for row in ranking), reverse=True
    )


def test_what_was_saved_ranks_as_before(model: ObjectionModel, tmp_path: Path) -> None:
    path = tmp_path / "objections.npz"
    model.save(path)
    for line in LINES[::50]:
        before, after = model.ranking(line.text), ObjectionModel.load(path).ranking(line.text)
        assert after[0]["label"] == before[0]["label"]
        assert after[0]["confidence"] == pytest.approx(before[0]["confidence"], abs=0.01)


def test_the_same_lines_make_the_same_model(model: ObjectionModel) -> None:
    again = ObjectionModel.trained(LINES)
    assert again.ranking("dad's asleep") == model.ranking("dad's asleep")


@pytest.mark.parametrize("nothing", ["", "   ", "🙂", "?!", "x" * 5000])
def test_a_line_without_words_is_ranked_too(model: ObjectionModel, nothing: str) -> None:
    assert len(model.ranking(nothing)) == len(FEW)


def test_shorthand_is_written_out_as_whole_words_only() -> None:
    assert written_out("PT rep'd by ATTY") == "patient represented by attorney"
    assert written_out("captain's guard") == "captain's guard"


def test_other_lines_need_another_model(tmp_path: Path) -> None:
    for folder in ("bot/objections", "data/scripts/objections", "data/scripts/practice"):
        (tmp_path / folder).mkdir(parents=True)
    before = fresh_model(tmp_path)
    (tmp_path / "data/scripts/practice/scene.yml").write_text("persona: shy")
    assert fresh_model(tmp_path) == before
    (tmp_path / "data/scripts/objections/lines.yml").write_text("lines: []")
    assert fresh_model(tmp_path) != before
