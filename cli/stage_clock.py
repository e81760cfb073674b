"""Hours that pass on a stage: what has been stored becomes that much older, the clock stays.

What a person does hours later meets the same rules as in life: a verification has run out, the
model begins a new session. Ledger and audit trail are append-only and keep their moments.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from receivables.store.base import Base
from receivables.store.types import UtcMoment

_OLDER = (
    "UPDATE events SET timestamp = timestamp - :seconds,"
    " data = json_set(data, '$.timestamp', json_extract(data, '$.timestamp') - :seconds)"
)


def make_older(store: Path, dialogue: Path, hours: float) -> None:
    """Put every moment of a store and of Rasa's conversations (SQLite files) so far back."""
    with closing(sqlite3.connect(store, timeout=30)) as opened, opened:
        kept = _append_only(opened)
        for table in Base.metadata.sorted_tables:
            moments = [one.name for one in table.columns if isinstance(one.type, UtcMoment)]
            if table.name not in kept and moments:
                opened.execute(_put_back(table.name, moments), {"back": f"-{hours * 3600} seconds"})
    with closing(sqlite3.connect(dialogue, timeout=30)) as opened, opened:
        opened.execute(_OLDER, {"seconds": hours * 3600})


def _put_back(table: str, moments: list[str]) -> str:
    # %f has three digits of the six that SQLAlchemy writes and reads.
    older = (f'"{name}" = strftime(\'%Y-%m-%d %H:%M:%f000\', "{name}", :back)' for name in moments)
    return f'UPDATE "{table}" SET {", ".join(older)}'


def _append_only(opened: sqlite3.Connection) -> set[str]:
    found = opened.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'")
    return {name for (name,) in found}
