"""How the rows of the audit trail are chained, so that none can be changed unnoticed.

Source: 45 CFR 164.312(b) audit controls and (c)(1) integrity. Each row carries a hash, keyed with
the installation's secret, of its content and of the row before it. Whoever can write to the
database but does not know the secret can't make a row that fits. Rows cut off at the end leave a
whole, shorter chain: keep the hash of a row elsewhere, and ask for it.

Allowed: a row that follows the one before it. Refused: one whose content was changed since.

>>> import datetime as dt
>>> at = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)
>>> one = WrittenAct(1, at, 7, "reply", "c1", None, {})
>>> row = ChainedRow(one, FIRST, row_hash(chain_key("secret"), FIRST, one))
>>> first_fault(chain_key("secret"), [row])
>>> changed = dataclasses.replace(row, content=dataclasses.replace(one, staff_account_id=8))
>>> first_fault(chain_key("secret"), [changed])
Fault(number=1, kind='changed')
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

FIRST = "0" * 64  # what the first row follows


@dataclass(frozen=True, slots=True)
class WrittenAct:
    """The content of one row; `at` is aware. `staff_account_id` is None for the command line."""

    number: int
    at: dt.datetime
    staff_account_id: int | None
    act: str
    conversation_id: str | None
    guarantor_id: int | None
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChainedRow:
    """A row as it is kept, with the hash of the one before it and its own."""

    content: WrittenAct
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Fault:
    """The first row that does not fit. `missing`: the number before it is not there; `unlinked`:
    it follows another row; `changed`: its content, or the key, is not that of its hash."""

    number: int
    kind: Literal["missing", "unlinked", "changed"]


def chain_key(secret_key: str) -> bytes:
    """The key of the chain, from the installation's secret."""
    return hmac.digest(secret_key.encode(), b"audit trail", "sha256")


def row_hash(key: bytes, previous_hash: str, content: WrittenAct) -> str:
    """The hash of a row in hex: HMAC-SHA256 of its content and of the hash before it."""
    written = dataclasses.astuple(content)
    values = [_plain(value) for value in (previous_hash, *written)]
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hmac.new(key, text.encode(), "sha256").hexdigest()


def first_fault(key: bytes, rows: Iterable[ChainedRow]) -> Fault | None:
    """The first of the rows, in the order of their numbers from 1, that does not fit."""
    before = FIRST
    for number, row in enumerate(rows, start=1):
        if row.content.number != number:
            return Fault(row.content.number, "missing")
        if row.previous_hash != before:
            return Fault(number, "unlinked")
        if not hmac.compare_digest(row.hash, row_hash(key, before, row.content)):
            return Fault(number, "changed")
        before = row.hash
    return None


def _plain(value: object) -> object:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return value
