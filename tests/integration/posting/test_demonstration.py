"""The demonstration is made of files that go through the same importers as real ones."""

from __future__ import annotations

import importlib.util
from collections import Counter

import pytest
from sqlalchemy import Engine, func, select

from receivables.domain.money import Money
from receivables.services.balances import BalanceSummary, balance_summary
from receivables.services.demonstration import FOLDER, demonstration_people, load_demonstration
from receivables.services.explanation_text import detail_texts, short_text
from receivables.services.explanations import explain_encounter
from receivables.services.reconciliation import reconcile
from receivables.store.database import reading
from receivables.store.tables import Encounter, Guarantor, WorkItem
from tests.builders import NOW
from tests.imports import ledger


@pytest.fixture
def loaded(store: Engine) -> Engine:
    load_demonstration(store, NOW)
    return store


def summaries(store: Engine) -> dict[str, BalanceSummary]:
    with reading(store) as session:
        people = session.scalars(select(Guarantor)).all()
        return {person.name: balance_summary(session, person.id) for person in people}


def test_generating_it_again_gives_the_same_bytes() -> None:
    place = FOLDER / "generate.py"
    spec = importlib.util.spec_from_file_location("demonstration_generate", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    committed = {path.name: path.read_bytes() for path in FOLDER.iterdir() if path.is_file()}
    for name in ("people.toml", "generate.py"):
        del committed[name]
    assert module.files() == committed


def test_it_has_every_kind_of_person_and_visit(loaded: Engine) -> None:
    found = summaries(loaded)
    states = Counter(visit.state.value for each in found.values() for visit in each.visits)
    assert len(found) >= 12
    assert states.total() >= 30
    assert set(states) == {"payable", "paid", "waiting", "held", "credit"}
    assert len(found["James Whitfield"].visits) == 6
    assert len({visit.patient_name for visit in found["James Whitfield"].visits}) == 4
    with reading(loaded) as session:
        assert session.scalar(select(func.count(Encounter.payer.distinct()))) >= 4
        assert set(session.scalars(select(Guarantor.language))) == {"en", "es"}


@pytest.mark.parametrize(
    ("name", "total"),
    [
        ("Walter Pruitt", "442.00"),
        ("María Santos", "325.00"),
        ("James Whitfield", "155.00"),
        ("Dorothy Kim", "0.00"),
        ("Andre Brooks", "30.00"),
        ("Helen Novak", "40.00"),
        ("Luis Ortega", "30.00"),
        ("Grace Tanaka", "0.00"),
        ("Tyrone Jackson", "410.00"),
        ("Olena Marsh", "8.40"),
        ("Carmen Reyes", "2400.00"),
        ("Bill Hartley", "20.00"),
        ("Priya Raman", "120.00"),
        ("Ana Castillo", "325.00"),
        ("Samuel Greene", "0.00"),
    ],
)
def test_each_person_owes_what_their_story_says(loaded: Engine, name: str, total: str) -> None:
    assert summaries(loaded)[name].total == Money.parse(total)


def test_loading_it_again_changes_nothing(loaded: Engine) -> None:
    before = ledger(loaded)
    report = load_demonstration(loaded, NOW)
    assert (report.taken, report.problems) == (0, [])
    assert ledger(loaded) == before


def test_only_the_claim_that_is_wrong_on_purpose_is_reported(store: Engine) -> None:
    report = load_demonstration(store, NOW)
    assert [problem.where for problem in report.problems] == [
        "segment 110, line 110, claim LH-204113"
    ]
    with reading(store) as session:
        assert [found.account_number for found in reconcile(session)] == ["LH-204113"]
        kinds = Counter(session.scalars(select(WorkItem.kind)))
    assert kinds == {"refund_credit": 1, "payer_takeback": 1}


def test_every_visit_is_explained_in_both_languages_within_a_text(loaded: Engine) -> None:
    with reading(loaded) as session:
        for number in session.scalars(select(Encounter.id)):
            explanation = explain_encounter(session, number)
            assert explanation.left is None or explanation.adds_up
            for language in ("en", "es"):
                assert len(short_text(explanation, language)) <= 300
                assert max(map(len, detail_texts(explanation, language))) <= 320


def test_the_people_to_try_are_those_in_the_store(loaded: Engine) -> None:
    with reading(loaded) as session:
        stored = {
            (row.name, row.phone, row.date_of_birth, row.zip_code, row.language)
            for row in session.scalars(select(Guarantor))
        }
        numbers = set(session.scalars(select(Encounter.account_number)))
    people = demonstration_people()
    assert {
        (each.name, each.phone, each.date_of_birth, each.zip_code, each.language) for each in people
    } == stored
    assert all(each.phone.startswith("+121655501") for each in people)
    last_four = {each.account_last_four for each in people}
    assert last_four <= {number[-4:] for number in numbers}
    assert len({number[-4:] for number in numbers}) == len(numbers)
    assert all(each.story.endswith(".") for each in people)
