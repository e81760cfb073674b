"""Each handoff is accepted by exactly one person, however many try at once."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import Engine

from receivables.domain.handoffs import HandoffDisposition, HandoffState
from receivables.domain.roles import Role
from receivables.services.handoff_steps import (
    NotAllowed,
    WithAnother,
    accept,
    close,
    hand_on,
    take_over,
)
from receivables.services.handoffs import open_handoff, request_handoff
from receivables.services.staff import add_staff, disable
from receivables.store.database import reading, transaction
from receivables.store.tables import OutboundMessage, StaffAccount
from tests.builders import NOW


@pytest.fixture
def staff(store: Engine, talk: str) -> list[int]:
    """Two representatives, and a conversation that waits for one."""
    with transaction(store) as session:
        request_handoff(session, talk, "asked", "", "r1", NOW)
        return [
            add_staff(session, name, "a long password", name, Role.REPRESENTATIVE, NOW).id
            for name in ("dana", "cole")
        ]


def who(store: Engine, talk: str) -> int | None:
    with reading(store) as session:
        handoff = open_handoff(session, talk)
        return handoff.accepted_by_id if handoff else None


def test_of_two_who_accept_at_once_exactly_one_has_it(
    store: Engine, talk: str, staff: list[int]
) -> None:
    together, won, lost = threading.Barrier(2), [], []

    def try_it(person: int) -> None:
        together.wait(timeout=60)
        try:
            with transaction(store) as session:
                accept(session, talk, person, NOW)
            won.append(person)
        except WithAnother:
            lost.append(person)

    threads = [threading.Thread(target=try_it, args=[person]) for person in staff]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(won) == len(lost) == 1
    assert who(store, talk) == won[0]


def test_a_colleague_is_offered_what_is_handed_on_and_then_has_it(
    store: Engine, talk: str, staff: list[int]
) -> None:
    dana, cole = staff
    with transaction(store) as session:
        assert hand_on(session, talk, dana, cole, NOW).state is HandoffState.OFFERED
    with transaction(store) as session:
        accept(session, talk, cole, NOW)
    with transaction(store) as session, pytest.raises(WithAnother):
        accept(session, talk, dana, NOW)
    with transaction(store) as session:
        take_over(session, talk, dana, NOW)
    assert who(store, talk) == dana


def test_whoever_leaves_leaves_what_they_had_to_those_who_are_there(
    store: Engine, talk: str, staff: list[int]
) -> None:
    with transaction(store) as session:
        accept(session, talk, staff[0], NOW)
        disable(session, session.get_one(StaffAccount, staff[0]), NOW)
    assert who(store, talk) is None
    with transaction(store) as session:
        accept(session, talk, staff[1], NOW)


def test_the_patient_is_told_once_that_the_assistant_is_back(
    store: Engine, talk: str, staff: list[int]
) -> None:
    for _ in range(2):
        with transaction(store) as session:
            close(session, talk, staff[0], HandoffDisposition.ANSWERED, NOW)
    with reading(store) as session:
        assert session.query(OutboundMessage).count() == 1
    with transaction(store) as session, pytest.raises(NotAllowed):
        accept(session, talk, staff[0], NOW)
