"""The report's figures, on a few texts made up for them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.understanding import figures, report
from benchmarks.understanding.judgement import FALLBACK, Judgement, judge, threshold
from benchmarks.understanding.picture import confusion_matrix
from benchmarks.understanding.rasa_data import as_rasa
from tests.nlu.texts import DevelopmentText, development_texts


def judged(
    intent: str,
    guess: str,
    confidence: float = 0.9,
    *,
    also: str | None = None,
    style: str = "clean",
) -> Judgement:
    """A text of which the model thinks so; under 0.5 it asks."""
    others = ((also, 0.05),) if also == "thank" else (("greet", 0.05),)
    decided = guess if confidence >= 0.5 else FALLBACK
    return Judgement("…", intent, style, "en", also, ((guess, confidence), *others), decided)


SET = [
    judged("affirm", "affirm", 0.95),
    judged("affirm", "deny", 0.85),
    judged("deny", "deny", 0.4),
    judged("out_of_scope", "affirm", 0.45),
    judged("out_of_scope", "affirm", 0.65),
    judged("out_of_scope", "out_of_scope", 0.9),
]


def test_the_likeliest_intent_counts_whatever_the_threshold() -> None:
    assert figures.accuracy(SET) == figures.Share(3, 6)


def test_groups_stand_with_the_worst_first() -> None:
    by_intent = figures.accuracy_by(SET, lambda one: one.intent)
    assert list(by_intent) == ["out_of_scope", "affirm", "deny"]
    assert by_intent["affirm"] == figures.Share(1, 2)


def test_confusions_are_counted_by_pair() -> None:
    pairs = figures.confusions(SET)
    assert pairs == [(("out_of_scope", "affirm"), 2), (("affirm", "deny"), 1)]


def test_only_texts_in_scope_count_as_acted_on() -> None:
    assert figures.acted_on(SET) == figures.Share(2, 3)
    assert figures.right_where_acted_on(SET) == figures.Share(1, 2)


def test_out_of_scope_is_found_by_its_intent_or_by_doubt() -> None:
    assert figures.out_of_scope_recall(SET) == figures.Share(2, 3)


def test_the_second_ask_is_found_where_the_ranking_lists_it() -> None:
    texts = [judged("affirm", "affirm", also="thank"), judged("affirm", "affirm", also="deny")]
    assert figures.second_ask_found([*texts, *SET]) == figures.Share(1, 2)


def test_a_model_that_is_as_right_as_it_claims_has_no_calibration_error() -> None:
    texts = [judged("affirm", "affirm", 0.75)] * 3 + [judged("affirm", "deny", 0.75)]
    bins = figures.reliability(texts)
    assert [(one.low, one.texts, one.accuracy) for one in bins] == [(0.7, 4, 0.75)]
    assert figures.expected_calibration_error(bins) == pytest.approx(0)


def test_a_model_that_is_always_sure_and_half_right_is_half_wrong_about_itself() -> None:
    texts = [judged("affirm", "affirm", 1.0), judged("affirm", "deny", 1.0)]
    bins = figures.reliability(texts)
    assert figures.expected_calibration_error(bins) == pytest.approx(0.5)


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1))
def test_every_text_is_in_one_bin_and_the_error_is_a_share(told: list[tuple[bool, float]]) -> None:
    texts = [judged("affirm", "affirm" if right else "deny", sure) for right, sure in told]
    bins = figures.reliability(texts)
    assert sum(one.texts for one in bins) == len(texts)
    assert 0 <= figures.expected_calibration_error(bins) <= 1


def test_what_is_asked_about_first_is_not_acted_on() -> None:
    row = DevelopmentText("ok", "affirm", "clean", "en", None)
    ranking = [{"intent": "affirm", "confidence": 0.3}, {"intent": "deny", "confidence": 0.2}]
    found = judge(row, {"intent": "affirm", "asks": True, "ranking": ranking})
    assert (found.guess, found.confidence, found.acted_on) == ("affirm", 0.3, False)


def test_the_report_replaces_what_stood_between_its_markers() -> None:
    text = report.report(SET, 0.5, "pictures/confusion.svg")
    blind = report.summary(SET, 0.5)
    page = f"# Title\n\n{report.BEGIN}\nfigures of last week\n{report.END}\n\nend\n"
    page += f"{report.BLIND_BEGIN}\n{report.BLIND_END}\n"
    written = report.between_markers(page, text, blind)
    assert "| likeliest intent right | 50.0 % (3 of 6) |" in written
    assert "| out_of_scope | affirm | 2 |" in written
    assert "last week" not in written
    assert written.startswith("# Title")
    assert report.between_markers(written, text, blind) == written


def test_a_page_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks"):
        report.between_markers("# Title\n", "text", "blind")


def test_the_picture_is_well_formed_and_has_a_cell_for_every_pair() -> None:
    picture = ET.fromstring(confusion_matrix(SET))
    titles = [node.text for node in picture.iter("{http://www.w3.org/2000/svg}title")]
    assert "out_of_scope taken for affirm: 2 of 3" in titles
    assert len(titles) == 1 + len({(one.intent, one.guess) for one in SET})


def test_rasa_reads_every_development_text_as_it_stands() -> None:
    rows = development_texts()
    content = yaml.safe_load(as_rasa(rows))
    texts = {
        (block["intent"], line.removeprefix("- "))
        for block in content["nlu"]
        for line in block["examples"].splitlines()
    }
    assert texts == {(row.intent, " ".join(row.text.split())) for row in rows}


def test_the_threshold_is_the_configurations(tmp_path: Path) -> None:
    config = tmp_path / "config.yml"
    config.write_text("pipeline: [{name: A}, {name: FallbackClassifier, threshold: 0.4}]\n")
    assert threshold(config) == 0.4
