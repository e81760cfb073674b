"""Where conversations are kept, and what was answered before."""

from __future__ import annotations

import asyncio
import os
import stat
from pathlib import Path
from typing import Any, List

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.tracker_store import ConversationStore, Reply, database_url

POSTGRESQL = os.environ.get("PLAINBILL_TEST_DATABASE", "")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ConversationStore:
    """On SQLite, or on PostgreSQL when PLAINBILL_TEST_DATABASE names one."""
    monkeypatch.delenv("POSTGRESQL_SCHEMA", raising=False)
    url = POSTGRESQL or f"sqlite:///{tmp_path / 'rasa.db'}"
    monkeypatch.setenv("PLAINBILL_RASA_DATABASE_URL", url)
    return ConversationStore(Domain.empty())


def _said(text: str, message_id: str) -> UserUttered:
    return UserUttered(text, {"name": "greet"}, message_id=message_id)


def _save(store: ConversationStore, sender: str, events: List[Event]) -> None:
    async def save() -> None:
        tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
        for event in events:
            tracker.update(event)
        await store.save(tracker)

    asyncio.run(save())


def test_the_replies_to_a_message_are_those_until_the_next_one(
    store: ConversationStore, tmp_path: Path
) -> None:
    sender = tmp_path.name  # PostgreSQL keeps what earlier runs wrote
    _save(store, sender, [ActionExecuted("action_session_start"), SessionStarted()])
    _save(store, sender, [_said("hi", "m1"), BotUttered("Hello."), BotUttered("What is it?")])
    _save(store, sender, [_said("bye", "m2")])
    assert store.replies_to(sender, "m1") == [Reply("Hello."), Reply("What is it?")]
    assert store.replies_to(sender, "m2") == []
    assert store.replies_to(sender, "m3") is None
    assert store.replies_to("somebody else", "m1") is None


def test_a_message_of_an_earlier_session_is_still_known(
    store: ConversationStore, tmp_path: Path
) -> None:
    sender = tmp_path.name
    _save(store, sender, [_said("hi", "m1"), BotUttered("Hello.")])
    _save(store, sender, [ActionExecuted("action_session_start"), SessionStarted()])
    _save(store, sender, [_said("hi again", "m2"), BotUttered("Hello again.")])
    assert store.replies_to(sender, "m1") == [Reply("Hello.")]
    assert isinstance(asyncio.run(store.retrieve(sender)), DialogueStateTracker)


def test_the_file_of_conversations_is_not_opened_anew_for_every_look(tmp_path: Path) -> None:
    store = ConversationStore(host=f"sqlite:///{tmp_path / 'rasa.db'}")
    opened: List[Any] = []
    sa.event.listen(store.engine, "connect", lambda *_: opened.append(1))
    for number in range(3):
        assert store.replies_to("somebody", f"SM{number}") is None
    assert len(opened) == 1


def test_within_a_turn_a_conversation_that_was_handed_on_is_not_read_again(
    store: ConversationStore, tmp_path: Path
) -> None:
    sender = tmp_path.name
    _save(store, sender, [_said("hi", "m1")])

    async def turn() -> None:
        with store.one_turn(sender):
            tracker = await store.retrieve(sender)
            assert tracker is not None
            store.hand_on(tracker)
            assert await store.retrieve(sender) is tracker
            assert await store.retrieve(sender) is not tracker, "it is handed on once"
            tracker.update(BotUttered("Hello."))
            await store.save(tracker)
            assert await store.latest(sender) is tracker
        assert await store.latest(sender) is not tracker, "the turn is over"

    asyncio.run(turn())
    assert store.replies_to(sender, "m1") == [Reply("Hello.")]


def test_what_a_failed_turn_handed_on_is_forgotten(
    store: ConversationStore, tmp_path: Path
) -> None:
    sender = tmp_path.name
    _save(store, sender, [_said("hi", "m1")])

    async def failing_turn() -> None:
        with store.one_turn(sender):
            tracker = await store.retrieve(sender)
            assert tracker is not None
            tracker.update(BotUttered("never said"))
            store.hand_on(tracker)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        asyncio.run(failing_turn())
    again = asyncio.run(store.retrieve(sender))
    assert again is not None
    assert [event.type_name for event in again.events] == ["user"]


def test_the_file_is_the_owners_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLAINBILL_RASA_DATABASE_URL", raising=False)
    monkeypatch.delenv("PLAINBILL_DATABASE_URL", raising=False)
    monkeypatch.setenv("PLAINBILL_STATE_FOLDER", str(tmp_path / "var"))
    ConversationStore(Domain.empty())
    mode = (tmp_path / "var" / "rasa.db").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        (
            {"PLAINBILL_DATABASE_URL": "postgresql://me:secret@db/bills"},
            "postgresql+psycopg2://me:secret@db/bills",
        ),
        (
            {"PLAINBILL_DATABASE_URL": "postgresql+psycopg://db/bills"},
            "postgresql+psycopg2://db/bills",
        ),
        ({"PLAINBILL_DATABASE_URL": "postgres://db/bills"}, "postgresql+psycopg2://db/bills"),
        (
            {
                "PLAINBILL_RASA_DATABASE_URL": "sqlite:///other.db",
                "PLAINBILL_DATABASE_URL": "postgresql://db/bills",
            },
            "sqlite:///other.db",
        ),
    ],
)
def test_the_address_is_chosen_by_the_environment(
    environment: dict[str, str], expected: str
) -> None:
    assert database_url(environment) == expected


def test_a_store_that_cannot_be_reached_is_an_error_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PLAINBILL_RASA_DATABASE_URL", "sqlite:////nowhere/at/all/rasa.db")
    with pytest.raises(Exception, match="unable to open database file"):
        ConversationStore(Domain.empty())
