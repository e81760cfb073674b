"""The script for calls to insurers: each reason finds its questions, each letter holds facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from receivables.policy.forbidden_words import slips
from receivables.scripts.insurer import insurer_script
from receivables.scripts.wordings import SCRIPTS


@pytest.mark.parametrize(
    ("carcs", "group"),
    [
        (None, "no_decision"),
        ({"45", "1"}, "other"),
        ({"45", "197"}, "authorisation"),
        ({"50", "1"}, "necessity"),
        ({"29", "16"}, "late_filing"),
        ({"27"}, "eligibility"),
        ({"22"}, "other_insurance"),
        ({"16"}, "information"),
        ({"B15"}, "bundled"),
    ],
)
def test_the_reason_chooses_the_questions(carcs: set[str] | None, group: str) -> None:
    script = insurer_script()
    found = script.group_for(carcs)
    assert found.id == group
    asked = script.questions(found)
    assert asked[0] == script.first[0]
    assert asked[-1] == script.last[-1]


def test_no_letter_and_no_question_says_what_it_must_not() -> None:
    script = insurer_script()
    questions = [question for group in script.groups for question in group.questions]
    for text in (*script.letters.values(), *questions):
        assert slips(text) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("{reference}", "{referense}", "unknown placeholders: referense"),
        ('carcs: ["18"]', 'carcs: ["29"]', "a reason code stands in two groups"),
        ("id: no_decision", "id: not_decided", "each group once"),
        ("next_step: other_insurer", "next_step: pray", "next_step"),
        ("owner: billing office", "owner: ''", "owner"),
        ("reviewed_on: 2", "# reviewed_on: 2", "reviewed_on"),
    ],
)
def test_a_file_that_does_not_hold_is_refused(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    path = tmp_path / "insurer.yml"
    path.write_text((SCRIPTS / path.name).read_text("utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(ValidationError, match=problem):
        insurer_script(path)
