"""Many webhooks at once: each kept or refused for itself, few turns at the one writer of SQLite."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from receivables.services.conversations import conversation_for
from receivables.store.base import Base
from receivables.store.database import make_engine, reading, transaction
from receivables.store.tables import Conversation
from receivables.store.together import Together

NOW = dt.datetime(2026, 3, 2, 15, tzinfo=dt.UTC)
MANY = 30


class Refused(Exception):
    """What a job may raise."""


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Engine]:
    """An SQLite store: PostgreSQL has no need of it."""
    engine = make_engine(f"sqlite:///{tmp_path / 'store.db'}")
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


def keeping(number: int) -> Callable[[Session], int]:
    def job(session: Session) -> int:
        phone = f"+1216555{100 + number:04}"
        conversation_for(session, "sms", phone, "+12165550100", "key", NOW)
        if number % 10 == 3:
            raise Refused(number)
        return number

    return job


def all_at_once(store: Engine) -> list[Future[int]]:
    """Thirty writes that all find the store busy, and how each ended."""
    writes = Together(store)
    with ThreadPoolExecutor(MANY) as threads, transaction(store) as busy:
        busy.connection()
        ends = [threads.submit(writes.write, keeping(number)) for number in range(MANY)]
        while len(writes._waiting) < MANY:
            time.sleep(0.001)
    return ends


def kept(store: Engine) -> int:
    with reading(store) as session:
        return session.scalar(select(func.count()).select_from(Conversation)) or 0


def test_those_who_wait_for_the_one_writer_go_together(file: Engine) -> None:
    commits: list[int] = []
    event.listen(file, "commit", lambda _: commits.append(1))
    ends = all_at_once(file)
    assert [end.result() for end in ends if not end.exception()] == [
        number for number in range(MANY) if number % 10 != 3
    ]
    assert len(commits) == 2, "the busy one's, and one of them all"


def test_what_one_of_them_refuses_is_undone_alone(file: Engine) -> None:
    ends = all_at_once(file)
    failed = [number for number, end in enumerate(ends) if end.exception()]
    assert failed == [3, 13, 23]
    assert all(isinstance(ends[number].exception(), Refused) for number in failed)
    assert kept(file) == MANY - len(failed)


def test_nobody_is_told_that_it_is_kept_when_the_commit_fails(file: Engine) -> None:
    def fail(_: object) -> None:
        raise OSError("the disk is full")

    writes = Together(file)
    event.listen(file, "commit", fail)
    with pytest.raises(OSError, match="full"):
        writes.write(keeping(1))
    event.remove(file, "commit", fail)
    assert kept(file) == 0
    assert writes.write(keeping(2)) == 2
    assert kept(file) == 1


def test_on_any_store_a_write_is_kept_and_a_refusal_undone(store: Engine) -> None:
    writes = Together(store)
    assert writes.write(keeping(1)) == 1
    with pytest.raises(Refused):
        writes.write(keeping(3))
    assert kept(store) == 1


def test_those_who_make_a_file_at_one_moment_all_get_it(tmp_path: Path) -> None:
    at_once = threading.Barrier(8, timeout=60)

    def make(name: str) -> int:
        engine = make_engine(f"sqlite:///{tmp_path / name}")
        at_once.wait()
        Base.metadata.create_all(engine, [Base.metadata.tables["conversation"]])
        found = kept(engine)
        engine.dispose()
        return found

    with ThreadPoolExecutor(8) as threads:
        for number in range(20):
            assert list(threads.map(make, [f"store{number}.db"] * 8)) == [0] * 8
