"""Many small writes that arrive at once, in few transactions.

SQLite has one writer at a time. Were every webhook to wait for a turn of its own, those of a crowd
would wait for each other, and for seven threads of the worker between each two. PostgreSQL has many
writers: there each write has a transaction of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from receivables.store.database import engine, transaction

MOST = 100  # of one transaction: whoever came first isn't to wait for everybody


@dataclass
class _Piece:
    job: Callable[[Session], Any]
    ended: bool = False
    result: Any = None
    problem: BaseException | None = None

    def run(self, session: Session) -> None:
        """In a savepoint of its own: what fails is undone alone."""
        try:
            with session.begin_nested():
                self.result = self.job(session)
        except Exception as problem:
            self.problem = problem


class Together:
    """Safe for many threads. A write returns, or raises, once its fate is decided for good."""

    def __init__(self, source: Engine) -> None:
        self._source = source
        self._alone = source.dialect.name != "sqlite"
        self._turn = threading.Lock()
        self._guard = threading.Lock()
        self._waiting: list[_Piece] = []

    def write[T](self, job: Callable[[Session], T]) -> T:
        """What the job returns, committed. Raises what it raises, or what the commit does."""
        if self._alone:
            with transaction(self._source) as session:
                return job(session)
        mine = _Piece(job)
        with self._guard:
            self._waiting.append(mine)
        while not mine.ended:
            with self._turn:
                if not mine.ended:
                    self._write_those_who_wait()
        if mine.problem is not None:
            raise mine.problem
        result: T = mine.result
        return result

    def _write_those_who_wait(self) -> None:
        pieces: list[_Piece] = []
        try:
            with transaction(self._source) as session:
                session.connection()  # here it waits for its turn, and others join it
                pieces = self._next_pieces()
                for piece in pieces:
                    piece.run(session)
        except BaseException as problem:
            for piece in pieces or self._next_pieces():
                piece.problem = piece.problem or problem
                piece.ended = True
        for piece in pieces:
            piece.ended = True

    def _next_pieces(self) -> list[_Piece]:
        with self._guard:
            pieces, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        return pieces


def together() -> Together:
    """That of this process, on its own engine."""
    return _of(engine())


@cache
def _of(source: Engine) -> Together:
    return Together(source)
