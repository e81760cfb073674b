"""The review of the demonstration's people: what each story is about is found, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select

from receivables.policy.review import FindingKind
from receivables.services.accuracy_review import review_person
from receivables.services.answer_acts import do_finding_act
from receivables.services.handoff_steps import NotAllowed
from receivables.store.database import reading, transaction
from receivables.store.tables import WorkItem
from tests.builders import NOW

Person = Callable[[str], int]
K = FindingKind


@pytest.mark.parametrize(
    ("last", "kinds"),
    [
        ("0141", []),
        ("0144", [K.WAITING_FOR_INSURER]),
        ("0145", [K.NOT_TRUSTED]),
        ("0146", [K.DENIAL_TO_APPEAL]),
        ("0147", [K.PATIENT_CREDIT]),
        ("0149", []),
        ("0152", [K.WAITING_FOR_INSURER]),
        ("0153", [K.WAITING_FOR_INSURER]),
        ("0154", [K.DENIAL_TO_APPEAL]),
        ("0155", [K.WAITING_FOR_INSURER]),
    ],
)
def test_what_a_persons_story_is_about_is_found(
    store: Engine, person: Person, last: str, kinds: list[FindingKind]
) -> None:
    with reading(store) as session:
        reviewed = review_person(session, person(last))
    assert [finding.kind for visit in reviewed for finding in visit.findings] == kinds


def test_the_button_of_a_finding_opens_its_work_on_the_visit_once(
    store: Engine, person: Person
) -> None:
    denied = person("0146")
    with transaction(store) as session:
        (visit,) = review_person(session, denied)
        for request in ("staff:1", "staff:2"):
            do_finding_act(session, K.DENIAL_TO_APPEAL, denied, request, NOW, visit.encounter.id)
        work = session.scalars(select(WorkItem).filter_by(kind="appeal")).one()
        assert work.encounter_id == visit.encounter.id
        assert work.details == {"said": "denial to appeal CUY2041150 CO-197"}


def test_a_finding_of_somebody_elses_visit_has_no_button(store: Engine, person: Person) -> None:
    denied, walter = person("0146"), person("0141")
    with transaction(store) as session:
        (visit,) = review_person(session, denied)
        with pytest.raises(NotAllowed):
            do_finding_act(session, K.DENIAL_TO_APPEAL, walter, "r", NOW, visit.encounter.id)
