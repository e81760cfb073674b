"""Noticing that somebody wrote to the store, for much less than a query costs."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Engine


def change_watch(store: Engine) -> Callable[[], bool]:
    """A function that says whether the store may have changed since it was last called.

    On SQLite it reads a counter that every other connection's commit moves (`data_version`); on
    PostgreSQL, where a look costs little, it always says yes. For use by one thread.
    """
    if store.dialect.name != "sqlite":
        return lambda: True
    connection = store.raw_connection()
    connection.detach()  # its own for good: the counter does not move for a connection's own writes
    cursor = connection.cursor()
    seen: list[int] = [-1]

    def changed() -> bool:
        cursor.execute("PRAGMA data_version")
        row = cursor.fetchone()
        before, seen[0] = seen[0], int(row[0]) if row else 0
        return before != seen[0]

    return changed
