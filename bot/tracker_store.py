"""Where Rasa keeps its conversations, and the answer to "was this message answered before?".

PLAINBILL_RASA_DATABASE_URL names a database (any that SQLAlchemy 1.4 knows). Without it
PLAINBILL_DATABASE_URL is taken when it is PostgreSQL; Rasa's table then lives there in a schema
of its own, `rasa`. Without both it is the file `rasa.db` in the state folder.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Text

import sqlalchemy as sa
from rasa.core.agent import Agent
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import POSTGRESQL_SCHEMA, SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = "rasa"
SECOND = "/2"  # ends the id of a text's second question, which is answered with the text itself
EVENTS_LOOKED_AT = 400  # far more than a turn writes; a message is repeated soon or never


class Reply(NamedTuple):
    """What was said, and the name of its response where it has one."""

    text: Text
    response: Optional[Text] = None


def database_url(environment: Dict[Text, Text]) -> Text:
    """The address to use, by the rule above; the driver is the one Rasa brings (psycopg2)."""
    for name in ("PLAINBILL_RASA_DATABASE_URL", "PLAINBILL_DATABASE_URL"):
        address = environment.get(name, "")
        if address.startswith("postgres"):
            url = sa.engine.make_url(address.replace("postgres://", "postgresql://", 1))
            url = url.set(drivername="postgresql+psycopg2")
            return url.render_as_string(hide_password=False)
        if address and name == "PLAINBILL_RASA_DATABASE_URL":
            return address
    folder = Path(environment.get("PLAINBILL_STATE_FOLDER") or ROOT / "var")
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'rasa.db'}"


def _prepare(url: Text) -> None:
    """Makes the place usable, or raises what the database says: Rasa itself would retry for ever.

    The file is the owner's alone, as it holds what patients wrote.
    """
    engine = sa.create_engine(url)
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(sa.text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
            if engine.dialect.name == "sqlite":
                connection.execute(sa.text("SELECT 1"))
    finally:
        engine.dispose()
    if engine.dialect.name == "postgresql":
        os.environ[POSTGRESQL_SCHEMA] = SCHEMA
    elif engine.url.database and Path(engine.url.database).is_file():
        os.chmod(engine.url.database, 0o600)


def _on_connect(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA busy_timeout=5000")


class ConversationStore(SQLTrackerStore):
    """Rasa's SQL store at the address above. Raises the database's error when it can't be used."""

    def __init__(
        self,
        domain: Optional[Domain] = None,
        host: Optional[Text] = None,
        event_broker: Optional[EventBroker] = None,
        **kwargs: Any,
    ) -> None:
        url = host or database_url(dict(os.environ))
        _prepare(url)
        super().__init__(domain=domain, host=url, event_broker=event_broker, **kwargs)
        if self.engine.dialect.name == "sqlite":
            self._keep_connections(url)
        self._handed_on: Dict[Text, DialogueStateTracker] = {}
        self._saved: Dict[Text, Optional[DialogueStateTracker]] = {}

    def _keep_connections(self, url: Text) -> None:
        """Rasa's own engine opens an SQLite file anew for every look at it, several a turn."""
        self.engine.dispose()
        self.engine = sa.create_engine(
            url, poolclass=QueuePool, connect_args={"check_same_thread": False}
        )
        sa.event.listen(self.engine, "connect", _on_connect)
        self.sessionmaker = sessionmaker(bind=self.engine)

    @contextmanager
    def one_turn(self, sender_id: Text) -> Iterator[None]:
        """Within it a conversation need not be read again: each reading replays all its events."""
        self._saved[sender_id] = None
        try:
            yield
        finally:
            self._handed_on.pop(sender_id, None)
            self._saved.pop(sender_id, None)

    def hand_on(self, tracker: DialogueStateTracker) -> None:
        """Whoever retrieves this conversation next gets this very object, and may change it."""
        self._handed_on[tracker.sender_id] = tracker

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """The conversation's latest session, as it was handed on, else as it is stored."""
        return self._handed_on.pop(sender_id, None) or await super().retrieve(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        await super().save(tracker)
        if tracker.sender_id in self._saved:
            self._saved[tracker.sender_id] = tracker

    async def latest(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """The conversation to look at, not to go on from: Rasa saves a tracker only once."""
        return self._saved.get(sender_id) or await super().retrieve(sender_id)

    def replies_to(self, sender_id: Text, message_id: Text) -> Optional[List[Reply]]:
        """What the message was answered with, its second question's among them, or None when
        it was not processed."""
        events = self._last_events(sender_id)
        for index, event in enumerate(events):
            if event["event"] == UserUttered.type_name and event["message_id"] == message_id:
                return _said_until_next_message(events[index + 1 :])
        return None

    def _last_events(self, sender_id: Text) -> List[Dict[Text, Any]]:
        row = self.SQLEvent
        spoken = (UserUttered.type_name, BotUttered.type_name)
        with self.session_scope() as session:
            newest = (
                session.query(row.data)
                .filter(row.sender_id == sender_id, row.type_name.in_(spoken))
                .order_by(row.id.desc())
                .limit(EVENTS_LOOKED_AT)
            )
            return [json.loads(data) for (data,) in reversed(newest.all())]


def store_of(agent: Agent) -> ConversationStore:
    """The store inside Rasa's wrapper."""
    store: ConversationStore = agent.tracker_store._tracker_store
    return store


def _said_until_next_message(events: List[Dict[Text, Any]]) -> List[Reply]:
    said = []
    for event in events:
        if event["event"] == UserUttered.type_name:
            if str(event.get("message_id")).endswith(SECOND):
                continue
            break
        about = event.get("metadata") or {}
        if event.get("text") and "by" not in about:  # bot/returning.py: a person said it
            said.append(Reply(event["text"], about.get("utter_action")))
    return said
