"""Tables to which rows are only ever added: the database itself refuses anything else."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, event, text

_SQLITE = (
    """CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
    """CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
    # INSERT OR REPLACE takes a row away without the trigger above.
    """CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
)
_POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$""",
    """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
)


def make_append_only(connection: Connection, table: str, key: str) -> None:
    """Let the database refuse to change or delete the table's rows, `key` being its primary key.

    A migration that copies the table (Alembic's batch mode on SQLite) must call this again.
    """
    statements = _POSTGRESQL if connection.dialect.name == "postgresql" else _SQLITE
    for statement in statements:
        connection.execute(text(statement.format(table=table, key=key)))


def append_only(table: Table, key: str) -> None:
    """Do the same wherever the table is made from its description."""

    def protect(target: Table, connection: Connection, **_: Any) -> None:
        make_append_only(connection, target.name, key)

    event.listen(table, "after_create", protect)
