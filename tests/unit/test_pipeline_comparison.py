"""The comparison of pipelines: what it trains on, how it judges, how it tells."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.pipelines import data, project, table
from benchmarks.pipelines.measure import Ranking, accuracy, out_of_scope_recall

EXAMPLES = st.lists(st.tuples(st.sampled_from(["affirm", "deny"]), st.text("abc", min_size=1)))
JUDGED: list[tuple[str, Ranking]] = [
    *[("affirm", [("affirm", 0.5 + index / 100)]) for index in range(9)],
    ("deny", [("affirm", 0.2)]),
    ("out_of_scope", [("out_of_scope", 0.9)]),
    ("out_of_scope", [("deny", 0.4)]),
    ("out_of_scope", [("deny", 0.8)]),
]


@given(EXAMPLES, st.integers(2, 5))
def test_every_example_is_held_out_once_and_never_trained_on_then(
    examples: list[data.Example], count: int
) -> None:
    held_out = []
    for kept, held in data.folds(examples, count):
        assert set(kept).isdisjoint(held)
        assert set(kept) | set(held) == set(examples)
        held_out += held
    assert sorted(held_out) == sorted(set(examples))


def test_folds_have_as_much_of_every_intent() -> None:
    examples = [(intent, f"{intent} {n}") for intent in ("affirm", "deny") for n in range(50)]
    for _, held in data.folds(examples, 5):
        assert [sum(i == intent for i, _ in held) for intent in ("affirm", "deny")] == [10, 10]


def test_a_sample_is_the_same_every_time_and_no_larger_than_asked() -> None:
    examples = [("affirm", str(n)) for n in range(50)] + [("deny", "no")]
    assert len(data.sample(examples, 10)) == 11
    assert data.sample(examples, 10) == data.sample(examples[::-1], 10)


def test_what_is_trained_on_is_the_examples_as_they_stand() -> None:
    examples = [("deny", "no: #1, 'nope'"), ("affirm", "sí")]
    blocks = yaml.safe_load(data.as_training_data(examples))["nlu"]
    assert {(one["intent"], one["examples"]) for one in blocks} == {
        ("affirm", "- sí\n"),
        ("deny", "- no: #1, 'nope'\n"),
    }


def test_out_of_scope_is_judged_where_nine_in_ten_in_scope_are_acted_on() -> None:
    # The threshold is then 0.5: the first and second are left alone, the third is not.
    assert out_of_scope_recall(JUDGED) == pytest.approx(2 / 3)


def test_a_text_without_any_guess_is_wrong() -> None:
    assert accuracy([("affirm", []), ("affirm", [("affirm", 0.1)])]) == 0.5


@pytest.mark.parametrize("name", project.names())
def test_every_pipeline_decides_like_the_one_in_use(name: str) -> None:
    used, other = (yaml.safe_load(project.config(one)) for one in (project.IN_USE, name))
    assert other["importers"] == used["importers"]
    rules = [one for one in used["policies"] if one["name"] == "RulePolicy"]
    assert [one for one in other["policies"] if one["name"] == "RulePolicy"] == rules
    names = [one["name"] for one in other["pipeline"]]
    assert {"bot.nlu.metadata.MetadataReader", "bot.nlu.entities.GrammarExtractor"} <= {*names}


def test_epochs_are_set_only_where_there_are_any() -> None:
    content = yaml.safe_load(project.config("sparse_diet", epochs=3))
    assert [one["epochs"] for one in content["pipeline"] if "epochs" in one] == [3]
    assert project.config("sparse_regression", epochs=3) == project.config("sparse_regression")


def test_every_pipeline_has_a_title_in_the_table() -> None:
    assert table.TITLES.keys() == set(project.names())


def test_pipelines_are_only_compared_with_those_of_as_many_examples() -> None:
    found = [
        {"pipeline": "in_use", "examples": 9000, "accuracy": 0.94},
        {"pipeline": "sparse_diet", "examples": 400, "epochs": 12, "accuracy": 0.5},
        {"pipeline": "in_use", "examples": 400, "accuracy": 0.7},
    ]
    whole, sample = table.tables(found).split("Trained on 400 examples.")
    assert "94.0 %" in whole
    assert "DIET" not in whole
    assert "70.0 %" in sample
    assert "DIET (12 epochs) | 50.0 %" in sample


def test_what_was_not_measured_is_a_dash() -> None:
    found = [{"pipeline": "sparse_diet", "examples": 1200, "accuracy": 0.801}]
    text = table.tables(found)
    assert "Trained on 1,200 examples." in text
    assert "| sparse, DIET | 80.1 % | – | – |" in text
    assert "replies/s" not in text
