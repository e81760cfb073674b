"""Every objection has an answer that is whole, plain, kind and within the rules."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from receivables.domain.objections import WITH_DUTIES, Objection
from receivables.policy.forbidden_words import CREDIT, slips
from receivables.scripts import answers as scripts
from receivables.scripts.answers import Answer, answers, verify_first
from receivables.scripts.placeholders import OF_THE_ACCOUNT, OF_THE_OFFICE
from receivables.scripts.wordings import BothLanguages, first_that_fits
from tests.unit.scripts.reading_grade import grade

ROOT = Path(__file__).resolve().parents[3]
OF_AN_ACCOUNT = re.compile(
    r"\b(?:bill|account|owe|balance|debt|plan|charge|visit|insur\w+|cuenta|deuda|saldo|visita|"
    r"cargo|segur\w+)\b",
    re.IGNORECASE,
)


def texts(script: Answer) -> Iterator[BothLanguages]:
    yield script.acknowledge
    yield from script.answer
    yield from script.next_step


def test_every_objection_has_an_answer_of_its_own() -> None:
    assert set(answers()) == set(Objection)


@pytest.mark.parametrize("label", Objection)
def test_an_answer_says_nothing_it_must_not(label: Objection) -> None:
    for text in (*texts(answers()[label]), *texts(verify_first())):
        for said in (text.en, text.es):
            assert slips(said) == []
            assert not CREDIT.search(said)


@pytest.mark.parametrize("label", Objection)
def test_an_answer_is_said_in_plain_words(label: Objection) -> None:
    script = answers()[label]
    whole = " ".join(re.sub(r"\{\w+\}", "ten", text.en) for text in texts(script))
    assert grade(whole) <= 6
    for text in texts(script):
        assert max(len(part.split()) for part in re.split(r"[.?!]\s", text.en)) <= 22


@pytest.mark.parametrize("label", [label for label in Objection if answers()[label].anyone])
def test_what_anyone_may_hear_names_nothing_of_an_account(label: Objection) -> None:
    for text in (*texts(answers()[label]), *texts(verify_first())):
        assert not OF_AN_ACCOUNT.search(text.en)
        assert not OF_AN_ACCOUNT.search(text.es)


@pytest.mark.parametrize("label", WITH_DUTIES)
def test_where_the_law_attaches_a_duty_no_fact_is_told_and_the_button_keeps_it(
    label: Objection,
) -> None:
    script = answers()[label]
    assert not any(text.of_the_account for text in texts(script))
    assert script.act.work is not None
    if label is not Objection.THIRD_PARTY_ANSWERS:
        assert script.act.hold is not None


@given(
    st.sampled_from(Objection),
    st.sampled_from(("en", "es")),
    st.sets(st.sampled_from(sorted(OF_THE_ACCOUNT))),
)
def test_whatever_facts_are_missing_there_is_something_to_say(
    label: Objection, language: str, known: set[str]
) -> None:
    facts = dict.fromkeys(OF_THE_OFFICE | known, "X")
    script = answers()[label]
    for variants in (script.answer, script.next_step):
        assert "{" not in first_that_fits(variants, facts).said(language, facts)


def test_every_rule_behind_what_must_not_be_said_is_documented() -> None:
    documented = (ROOT / "docs" / "compliance.md").read_text(encoding="utf-8")
    ids = {rule.rule for script in answers().values() for rule in script.must_not}
    assert {id for id in ids if not re.search(rf"\b{id}\b", documented)} == set()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("ck on {last_payment_date}", "", "different placeholders"),
        ("{balance}", "{blance}", "unknown placeholders: blance"),
        ("work: missing_payment", "work: miracle", "no work is called miracle"),
        ("rule: M7", "rule: because", "must_not.0.rule"),
        ("owner:", "ownr:", "ownr"),
        ("reviewed_on: 2", "reviewed_on: in 2", "reviewed_on"),
    ],
)
def test_a_file_that_does_not_hold_is_refused_with_the_field(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    path = tmp_path / "already_paid.yml"
    content = (scripts.FOLDER / path.name).read_text(encoding="utf-8")
    content = content.replace("I see is {last_payment} on", "I see is {last_payment}, ck on", 1)
    changed = content.replace(old, new)
    assert changed != content
    path.write_text(changed, encoding="utf-8")
    with pytest.raises(ValidationError, match=problem):
        answers(tmp_path)


def test_a_label_without_a_file_and_a_file_of_another_label_are_refused(tmp_path: Path) -> None:
    shutil.copy(scripts.FOLDER / "agreement.yml", tmp_path)
    with pytest.raises(ValueError, match="no answer to: already_paid"):
        answers(tmp_path)
    (tmp_path / "agreement.yml").rename(tmp_path / "deceased.yml")
    with pytest.raises(ValueError, match=r"deceased\.yml answers agreement"):
        answers(tmp_path)
