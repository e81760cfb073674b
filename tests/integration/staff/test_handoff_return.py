"""What the assistant is told of a conversation that a person gave back."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Engine

from receivables.domain.handoffs import HandoffDisposition
from receivables.domain.roles import Role
from receivables.services.handoff_return import Returned, returned_by_person
from receivables.services.handoff_steps import close
from receivables.services.handoffs import request_handoff
from receivables.services.outbox import enqueue
from receivables.services.representatives import reply
from receivables.services.staff import add_staff
from receivables.store.database import reading, transaction
from receivables.store.tables import Author
from tests.builders import NOW

MINUTE = dt.timedelta(minutes=1)


def person_answers(
    store: Engine, talk: str, disposition: HandoffDisposition | None, *words: str
) -> None:
    """Somebody asks for a person at NOW, who writes and gives back two minutes later."""
    with transaction(store) as session:
        request_handoff(session, talk, "asked", "", "m1", NOW)
        dana = add_staff(session, "dana", "a long password", "Dana", Role.REPRESENTATIVE, NOW)
        for said in words:
            reply(session, talk, dana.id, said, NOW + MINUTE)
        if disposition:
            close(session, talk, dana.id, disposition, NOW + 2 * MINUTE)


def returned(store: Engine, talk: str) -> Returned | None:
    with reading(store) as session:
        return returned_by_person(session, talk)


def test_the_persons_last_texts_are_told_in_order(store: Engine, talk: str) -> None:
    person_answers(store, talk, HandoffDisposition.ANSWERED, "one", "two", "three", "four")
    assert returned(store, talk) == Returned(settled=True, said=("two", "three", "four"))


def test_a_matter_that_nobody_answered_is_not_settled(store: Engine, talk: str) -> None:
    person_answers(store, talk, HandoffDisposition.NO_ANSWER)
    assert returned(store, talk) == Returned(settled=False, said=())


def test_nothing_is_told_while_a_person_has_it(store: Engine, talk: str) -> None:
    person_answers(store, talk, None, "I am Dana.")
    assert returned(store, talk) is None


def test_nothing_is_told_once_the_assistant_has_answered(store: Engine, talk: str) -> None:
    person_answers(store, talk, HandoffDisposition.ANSWERED, "I am Dana.")
    with transaction(store) as session:
        enqueue(session, talk, ["You owe ..."], Author.ASSISTANT, "reply", NOW + 3 * MINUTE)
    assert returned(store, talk) is None
