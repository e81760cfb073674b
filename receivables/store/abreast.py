"""Work on the store that need not be done one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from sqlalchemy import Engine

_AT_ONCE = 2  # what one process can prepare while PostgreSQL is busy with the rest


def abreast[Item, Result](
    engine: Engine, work: Callable[[Item], Result], items: Iterable[Item]
) -> Iterator[Result]:
    """What `work` gives for each item, in the order of the items.

    PostgreSQL gets two at once, and meanwhile the next item is taken from `items`: most of the
    time its client only waits. SQLite has one writer, so there is nothing to gain there.
    """
    if engine.dialect.name != "postgresql":
        yield from map(work, items)
        return
    under_way: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="abreast") as threads:
        for item in items:
            if len(under_way) == _AT_ONCE:
                yield under_way.popleft().result()
            under_way.append(threads.submit(work, item))
        while under_way:
            yield under_way.popleft().result()
