"""Work on PostgreSQL goes two at a time and comes back in order; on SQLite one after the other."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine

from receivables.store.abreast import abreast


@pytest.fixture
def postgresql() -> Engine:
    """Names its dialect; nothing connects."""
    return create_engine("postgresql+psycopg://nobody@127.0.0.1:1/none")


def test_postgresql_gets_two_pieces_at_once_and_gives_them_back_in_order(
    postgresql: Engine,
) -> None:
    both = threading.Barrier(2, timeout=60)

    def work(number: int) -> int:
        both.wait()  # breaks unless another piece is under way at the same time
        return number * number

    assert list(abreast(postgresql, work, range(6))) == [0, 1, 4, 9, 16, 25]


def test_no_more_is_taken_ahead_than_is_worked_on(postgresql: Engine) -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = abreast(postgresql, str, items())
    assert next(results) == "0"
    assert len(taken) == 3


def test_what_fails_is_raised_where_its_result_is_asked_for(postgresql: Engine) -> None:
    results = abreast(postgresql, lambda number: 1 // number, [1, 0])
    assert next(results) == 1
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_sqlite_gets_one_piece_after_the_other() -> None:
    threads = abreast(create_engine("sqlite://"), lambda _: threading.get_ident(), range(3))
    assert set(threads) == {threading.get_ident()}
