"""A model that names objections less well than the one in use fails here.

`make objections-report` says where. The floors are what the model of 2026-11-25 reached, less a
margin of about two lines in a hundred for what a new training changes by chance. On objections
that the law attaches duties to there is no margin on the lines that may be looked at.
"""

from __future__ import annotations

import pytest

from benchmarks.objections import Judgement, false_alarms, judged, with_duties
from benchmarks.understanding.figures import share
from tests.nlu.objection_lines import development_lines, kept_apart_lines

pytestmark = pytest.mark.conversation

SETS = {"development": development_lines(), "kept apart": kept_apart_lines()}
FIRST = {"development": 0.845, "kept apart": 0.94}
FIRST_THREE = {"development": 0.94, "kept apart": 0.97}
DUTIES = {"development": 1.0, "kept apart": 0.98}
# More than before: a duty that is only likely comes first (policy.objections.decide).
FALSE_ALARMS = {"development": 0.06, "kept apart": 0.03}


@pytest.fixture(scope="module")
def judgements() -> dict[str, list[Judgement]]:
    return {name: judged(lines) for name, lines in SETS.items()}


@pytest.mark.parametrize("name", SETS)
def test_objections_are_named_as_well_as_before(
    judgements: dict[str, list[Judgement]], name: str
) -> None:
    assert share(one.first for one in judgements[name]).value >= FIRST[name]
    assert share(one.among_three for one in judgements[name]).value >= FIRST_THREE[name]


@pytest.mark.parametrize("name", SETS)
def test_an_objection_with_legal_duties_comes_first(
    judgements: dict[str, list[Judgement]], name: str
) -> None:
    grave = with_duties(judgements[name])
    missed = [one.line.text for one in grave if not one.first]
    assert share(one.first for one in grave).value >= DUTIES[name], missed


@pytest.mark.parametrize("name", SETS)
def test_a_duty_is_seldom_seen_where_there_is_none(
    judgements: dict[str, list[Judgement]], name: str
) -> None:
    assert share(false_alarms(judgements[name])).value <= FALSE_ALARMS[name]


@pytest.mark.parametrize(
    ("said_by", "language"), [(w, lang) for w in ("collector", "patient") for lang in ("en", "es")]
)
def test_both_voices_are_understood_in_both_languages(
    judgements: dict[str, list[Judgement]], said_by: str, language: str
) -> None:
    every = [one for judged_set in judgements.values() for one in judged_set]
    group = [one for one in every if (one.line.said_by, one.line.language) == (said_by, language)]
    assert len(group) > 50
    assert share(one.among_three for one in group).value >= 0.88
