"""The migrations make the tables that the code expects, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from receivables.store.base import Base
from receivables.store.migrate import current_revision, newest_revision, upgrade


@pytest.fixture
def empty(store: Engine) -> Iterator[Engine]:
    """A store without any table; afterwards it has them all, as the next test expects."""
    Base.metadata.drop_all(store)
    yield store
    Base.metadata.drop_all(store)
    with store.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    Base.metadata.create_all(store)


def test_migrating_an_empty_store_gives_the_tables_of_the_code(empty: Engine) -> None:
    upgrade(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)
    assert differences == [], "run tools/new_migration.py"


def test_migrating_again_changes_nothing(empty: Engine) -> None:
    assert current_revision(empty) is None
    upgrade(empty)
    upgrade(empty)
    assert current_revision(empty) == newest_revision()
