"""Engines and sessions."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from pydantic_core import PydanticSerializationError, to_json
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from receivables.settings import settings

PATIENCE = 30  # seconds for SQLite's one writer at a time
PAUSE = 0.002  # seconds between two questions whether it is free
CROWDED = 0.004  # seconds: so long waits nobody but in a crowd


def make_engine(address: str) -> Engine:
    """An engine for SQLite (write-ahead log, foreign keys on) or PostgreSQL (psycopg 3)."""
    url = make_url(address)
    if url.get_backend_name() == "postgresql":
        address_of_driver = url.set(drivername="postgresql+psycopg")
        return create_engine(address_of_driver, pool_pre_ping=True, json_serializer=dumped)
    engine = create_engine(url, connect_args={"timeout": PATIENCE}, json_serializer=dumped)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def dumped(value: object) -> str:
    """A value as it stands in a JSON column."""
    # Three times as fast as json.dumps, which takes the few values that this one refuses.
    try:
        return to_json(value).decode()
    except PydanticSerializationError:
        return json.dumps(value)


def _prepare_sqlite(connection: Any, record: object) -> None:
    connection.isolation_level = None
    # Of two that make a file at one moment SQLite refuses one at once, whatever its timeout.
    _insist(connection, "PRAGMA journal_mode=WAL")
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Any) -> None:
    # A transaction that reads and later writes would fail with "database is locked" under
    # concurrency unless it takes the write lock at its start.
    mode = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
    if mode == "IMMEDIATE":
        _take_write_lock(connection.connection.dbapi_connection)
    else:
        connection.exec_driver_sql(f"BEGIN {mode}")


def _take_write_lock(connection: sqlite3.Connection) -> None:
    """BEGIN IMMEDIATE, asking every 2 ms. Raises OperationalError when PATIENCE is over.

    SQLite itself asks ever more seldom, down to ten times a second: who has waited longest then
    comes last, and under load a webhook waited for seconds. Where many wait, a process that gives
    way to others at the processor (niceness) gives way here too.
    """
    connection.execute("PRAGMA busy_timeout=0")
    try:
        _insist(connection, "BEGIN IMMEDIATE")
    finally:
        connection.execute(f"PRAGMA busy_timeout={1000 * PATIENCE}")


def _insist(connection: sqlite3.Connection, statement: str) -> None:
    begun = time.monotonic()
    while True:
        try:
            connection.execute(statement)
            return
        except sqlite3.OperationalError as problem:
            waited = time.monotonic() - begun
            busy = problem.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or waited > PATIENCE:
                raise
        time.sleep(PAUSE if waited < CROWDED else PAUSE * (1 + os.nice(0)))


@cache
def engine() -> Engine:
    """The engine of this process, made from its settings."""
    return make_engine(settings().database)


@contextmanager
def transaction(source: Engine | None = None) -> Iterator[Session]:
    """A session whose work is committed at the end, or undone when an exception leaves."""
    with Session(source or engine(), expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading(source: Engine | None = None) -> Iterator[Session]:
    """A session for reading only: it never waits for writers, and nothing is kept of changes."""
    deferred = (source or engine()).execution_options(sqlite_begin="DEFERRED")
    with Session(deferred) as session:
        yield session
