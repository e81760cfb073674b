"""What the phones have got, read from the local carrier's own file."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

from benchmarks.crowd.judgement import Arrived


class Phones:
    """The phones that the local carrier of a state folder reaches."""

    def __init__(self, folder: Path):
        self._file = folder / "carrier.db"
        self._last, self._received = 0, dict[str, int]()

    def received(self) -> dict[str, int]:
        """How many texts each phone has got so far."""
        if self._file.exists() and self._has_table():
            for number, phone in self._rows("SELECT id, to_number FROM message WHERE id > ?"):
                self._last = max(self._last, int(number))
                self._received[phone] = self._received.get(phone, 0) + 1
        return dict(self._received)

    def _has_table(self) -> bool:
        """The carrier makes its file, and its table a moment later."""
        return self._last > 0 or bool(self._rows("SELECT 1 FROM sqlite_master WHERE ? = 0"))

    def arrived(self) -> list[tuple[str, str, str, float]]:
        """(SID, phone, body, UNIX time) of every text, in the order of the carrier."""
        self._last = 0
        wanted = "SELECT sid, to_number, body, date_created FROM message WHERE id > ? ORDER BY id"
        return [(sid, phone, body, _unix(at)) for sid, phone, body, at in self._rows(wanted)]

    def _rows(self, wanted: str) -> list[tuple[str, ...]]:
        with sqlite3.connect(f"file:{self._file}?mode=ro", uri=True, timeout=20) as carrier:
            return carrier.execute(wanted, (self._last,)).fetchall()


def answers_of(folder: Path, phones: Phones) -> list[Arrived]:
    """Every text on a phone with the text that it answers, by the store's own rows."""
    with sqlite3.connect(f"file:{folder / 'plainbill.db'}?mode=ro", uri=True) as store:
        rows = store.execute(
            "SELECT reply.provider_sid, asked.message_sid, reply.id FROM outbound_message reply "
            "JOIN inbound_message asked ON asked.id = reply.in_reply_to_id"
        ).fetchall()
    of = {sid: (asked, str(part)) for sid, asked, part in rows}
    # Two texts at the carrier for one row of ours: the second has no SID in the store.
    return [Arrived(phone, *of.get(sid, ("", "")), at) for sid, phone, _, at in phones.arrived()]


def waiting(folder: Path) -> int:
    """How many texts the store knows that are not answered, or whose answer has not left."""
    with sqlite3.connect(f"file:{folder / 'plainbill.db'}?mode=ro", uri=True, timeout=20) as store:
        counted = store.execute(
            "SELECT (SELECT count(*) FROM inbound_message WHERE state != 'DONE') + "
            "(SELECT count(*) FROM outbound_message WHERE state IN ('PENDING', 'SENDING'))"
        ).fetchone()
    return int(counted[0])


def _unix(written: str) -> float:
    return dt.datetime.fromisoformat(written).replace(tzinfo=dt.UTC).timestamp()
