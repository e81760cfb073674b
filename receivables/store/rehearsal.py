"""A rehearsal: a whole small store, kept in one row of the real one, for one practice call.

It has the same tables, so what works on real calls works on it unchanged, and nothing that is done
in it can reach a real account, list or outbox. It is a SQLite database of some 300 kB, kept
compressed (35 kB) and opened in memory for each transaction, on PostgreSQL too: no schema and no
file is left behind, and several web processes share it. A transaction that writes holds the row,
as `transaction` holds a real call's.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, select, update
from sqlalchemy.orm import Session

from receivables.store.database import dumped, reading
from receivables.store.tables import PracticeRehearsal

_HELD = "held"  # in Connection.info: the session that holds the row


class NoRehearsal(LookupError):
    """The practice call has no rehearsal: it is over."""


def packed(database: bytes) -> bytes:
    """A SQLite database as it is kept."""
    return zlib.compress(database, level=1)


def changed(content: bytes, change: Callable[[Session], None]) -> bytes:
    """Kept content after a change that is made in it."""
    raw = _in_memory()
    raw.deserialize(zlib.decompress(content))
    engine = create_engine(
        "sqlite://", creator=lambda: raw, poolclass=NullPool, json_serializer=dumped
    )
    with Session(engine) as session:
        change(session)
        session.flush()  # each statement stands at once: nobody else looks on
        return packed(raw.serialize())


def rehearsal_engine(store: Engine, practice_call_id: int) -> Engine:
    """The rehearsal of a practice call, for `transaction` and `reading`.

    Beginning a transaction raises NoRehearsal where there is none.
    """
    engine = create_engine(
        "sqlite://", creator=_in_memory, poolclass=NullPool, json_serializer=dumped
    )

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("sqlite_begin") != "DEFERRED"
        raw = _raw(connection)
        raw.deserialize(zlib.decompress(_content(store, practice_call_id, connection, writes)))
        raw.execute("BEGIN")

    def commit(connection: Connection) -> None:
        raw = _raw(connection)
        raw.execute("COMMIT")
        held = connection.info.pop(_HELD, None)
        if held is not None:
            with held:
                content = packed(raw.serialize())
                row = update(PracticeRehearsal).filter_by(practice_call_id=practice_call_id)
                held.execute(row.values(content=content))
                held.commit()

    event.listen(engine, "begin", begin)
    event.listen(engine, "commit", commit)
    event.listen(engine, "rollback", _let_go)
    return engine


def _content(store: Engine, key: int, connection: Connection, writes: bool) -> bytes:
    """What is kept; for a transaction that writes, its row is held until `commit` or `rollback`."""
    wanted = select(PracticeRehearsal.content).filter_by(practice_call_id=key)
    if not writes:
        with reading(store) as session:
            content = session.scalar(wanted)
    else:
        held = connection.info[_HELD] = Session(store)
        content = held.scalar(wanted.with_for_update())
    if content is None:
        _let_go(connection)
        raise NoRehearsal(f"practice call {key} has no rehearsal")
    return content


def _let_go(connection: Connection) -> None:
    held = connection.info.pop(_HELD, None)
    if held is not None:
        held.close()


def _in_memory() -> sqlite3.Connection:
    raw = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    raw.execute("PRAGMA foreign_keys=ON")
    return raw


def _raw(connection: Connection) -> Any:
    return connection.connection.dbapi_connection
