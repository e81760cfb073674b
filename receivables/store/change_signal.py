"""Waiting until somebody wrote something, in whatever process: what open pages live by.

On PostgreSQL the database says so itself (LISTEN; `announce_changes` makes the tables that open
pages show NOTIFY); on SQLite the cheap counter of `change_watch` is looked at again and again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, Table, event, text

from receivables.store.changes import change_watch

CHANNEL = "plainbill_changes"
LOOKS_EVERY = 0.1  # seconds, on SQLite
_ANNOUNCE = (
    f"""CREATE OR REPLACE FUNCTION announce_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_notify('{CHANNEL}', ''); RETURN NULL; END $$""",
    """CREATE TRIGGER {table}_announces AFTER INSERT OR UPDATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION announce_change()""",
)


def announce_changes(connection: Connection, table: str) -> None:
    """Let PostgreSQL notify whoever listens of each transaction that writes to the table.

    Nothing is said of what was written. On other databases nothing is done.
    """
    if connection.dialect.name == "postgresql":
        for statement in _ANNOUNCE:
            connection.execute(text(statement.format(table=table)))


def announced(table: Table) -> None:
    """Do the same wherever the table is made from its description."""

    def announce(target: Table, connection: Connection, **_: Any) -> None:
        announce_changes(connection, target.name)

    event.listen(table, "after_create", announce)


@contextmanager
def change_signal(store: Engine) -> Iterator[Callable[[float], bool]]:
    """A function that waits for a change, at most so many seconds; whether there may have been one.

    For use by one thread, for the time of a block. It raises the database's error when the
    connection is lost.
    """
    if store.dialect.name != "postgresql":
        yield _looking(store)
        return
    address = store.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"LISTEN {CHANNEL}")
        yield lambda seconds: any(connection.notifies(timeout=seconds, stop_after=1))


def _looking(store: Engine) -> Callable[[float], bool]:
    watch = change_watch(store)

    def changed(seconds: float) -> bool:
        end = time.monotonic() + seconds
        while not watch():
            if time.monotonic() > end:
                return False
            time.sleep(LOOKS_EVERY)
        return True

    return changed
