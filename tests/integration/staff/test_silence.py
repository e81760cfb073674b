"""A patient who answers a person nothing for a day is with the assistant again, and told so."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine

from receivables.domain.handoffs import HandoffState
from receivables.domain.roles import Role
from receivables.services.handoff_silence import abandon_next, has_silent
from receivables.services.handoff_steps import accept
from receivables.services.handoffs import request_handoff
from receivables.services.representatives import reply
from receivables.services.staff import add_staff
from receivables.store.database import reading, transaction
from receivables.store.tables import Handoff, InboundMessage, OutboundMessage
from tests.builders import NOW

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def dana(store: Engine, talk: str) -> int:
    """Somebody who has the conversation."""
    with transaction(store) as session:
        request_handoff(session, talk, "asked", "", "m1", NOW)
        account = add_staff(session, "dana", "a long password", "Dana", Role.REPRESENTATIVE, NOW)
        accept(session, talk, account.id, NOW)
        return account.id


def answer(store: Engine, talk: str, dana: int) -> None:
    with transaction(store) as session:
        reply(session, talk, dana, "Are you still there?", NOW)


def abandoned(store: Engine, at: dt.datetime) -> bool:
    with reading(store) as session:
        looked = has_silent(session, at)
    with transaction(store) as session:
        did = abandon_next(session, at) is not None
    assert looked == did
    return did


def test_after_a_day_of_silence_it_is_given_back_once(store: Engine, talk: str, dana: int) -> None:
    answer(store, talk, dana)
    assert not abandoned(store, NOW + 23 * HOUR)
    assert abandoned(store, NOW + 24 * HOUR)
    assert not abandoned(store, NOW + 48 * HOUR)
    with reading(store) as session:
        handoff = session.query(Handoff).one()
        assert (handoff.state, handoff.disposition) == (HandoffState.ABANDONED, "no_answer")
        told = [text for text in session.query(OutboundMessage) if "back with" in text.body]
        assert len(told) == 1


def test_who_wrote_last_is_owed_an_answer(store: Engine, talk: str, dana: int) -> None:
    answer(store, talk, dana)
    with transaction(store) as session:
        said = InboundMessage(
            message_sid="SM1", conversation_id=talk, body="yes", received_at=NOW + HOUR
        )
        session.add(said)
    assert not abandoned(store, NOW + 72 * HOUR)


def test_whom_nobody_has_answered_yet_is_not_given_back(
    store: Engine, talk: str, dana: int
) -> None:
    assert not abandoned(store, NOW + 72 * HOUR)


def test_who_is_to_be_called_is_not_given_back_before(store: Engine, talk: str, dana: int) -> None:
    answer(store, talk, dana)
    with transaction(store) as session:
        session.query(Handoff).one().callback_at = NOW + 30 * HOUR
    assert not abandoned(store, NOW + 25 * HOUR)
    assert abandoned(store, NOW + 31 * HOUR)
