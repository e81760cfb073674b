"""Many rows at once: written, and asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ARRAY, Column, ColumnElement, Connection, Table, any_, literal
from sqlalchemy.orm import InstrumentedAttribute, Session


def among(
    session: Session, column: InstrumentedAttribute[Any], values: Collection[Any]
) -> ColumnElement[bool]:
    """Whether a column is one of many values.

    PostgreSQL gets them as one array: hundreds of parameters cost more than the search for them.
    """
    if session.get_bind().dialect.name != "postgresql":
        return column.in_(values)
    return column == any_(literal(list(values), ARRAY(column.type)))


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns; columns left out get the database's default.

    PostgreSQL gets them through COPY, some three times as fast as one INSERT a row; SQLite gets
    plain tuples, which saves a third of what the statement costs. Raises what the database raises,
    as SQLAlchemy's IntegrityError for SQLite and psycopg's for PostgreSQL.
    """
    if not rows:
        return
    quote = connection.dialect.identifier_preparer
    names, target = ", ".join(map(quote.quote, rows[0])), quote.format_table(table)
    columns = [
        _written(table.columns[name], [row[name] for row in rows], connection) for name in rows[0]
    ]
    values = list(zip(*columns, strict=True))
    if connection.dialect.name != "postgresql":
        marks = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {target} ({names}) VALUES ({marks})", values)
        return
    driver: Any = connection.connection.cursor()
    with driver as cursor, cursor.copy(f"COPY {target} ({names}) FROM STDIN") as copy:
        for value in values:
            copy.write_row(value)


def _written(column: Column[Any], values: list[Any], connection: Connection) -> list[Any]:
    """The values of one column as the driver takes them."""
    change = column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    if change is None:
        return values
    return [None if value is None else change(value) for value in values]
