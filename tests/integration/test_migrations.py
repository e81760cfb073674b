"""The migrations make the tables that the code expects, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from receivables.store.base import Base
from receivables.store.migrate import configuration, current_revision, newest_revision, upgrade


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


def test_an_explanation_from_before_goes_on_guarding_its_account(empty: Engine) -> None:
    with empty.begin() as connection:
        command.upgrade(configuration(connection), "0024")
        connection.execute(
            text(
                "INSERT INTO explanation_record (key, payer, account_number, disposition, reasons,"
                " file_name, imported_at)"
                " VALUES ('P|E1', 'P', 'PB-1', 'payable', '[]', 'eob.json', '2026-03-02')"
            )
        )
    upgrade(empty)
    with empty.begin() as connection:
        guarded = text("SELECT account_number FROM explanation_account")
        assert connection.scalars(guarded).all() == ["PB-1"]
        command.downgrade(configuration(connection), "0024")
        kept = text("SELECT account_number FROM explanation_record")
        assert connection.scalars(kept).all() == ["PB-1"]
