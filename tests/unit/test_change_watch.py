"""A waiting worker notices a text as soon as it is stored."""

from __future__ import annotations

from sqlalchemy import Engine

from receivables.store.changes import change_watch
from receivables.store.database import transaction
from tests.builders import add_guarantor


def test_a_committed_row_is_noticed(store: Engine) -> None:
    changed = change_watch(store)
    changed()
    with transaction(store) as session:
        add_guarantor(session)
    assert changed()


def test_nothing_is_noticed_on_sqlite_while_nobody_writes(store: Engine) -> None:
    changed = change_watch(store)
    changed()
    assert changed() == (store.dialect.name != "sqlite")
