"""Reading 835 remittances of any shape, whole or as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from receivables.domain.remittance import ClaimPayment, Problem, RemittanceTransaction
from receivables.importers.remittance_reader import RemittanceReader
from receivables.importers.x12_segments import Segments

Source = Path | str | bytes | BinaryIO


def read_remittance(source: Source) -> Iterator[RemittanceTransaction]:
    """Each payment of an 835 with all its claims and problems; never raises.

    Memory grows with one payment. A file nothing can be read of is one payment with problems.
    """
    claims: list[ClaimPayment] = []
    for item in stream_remittance(source):
        if isinstance(item, ClaimPayment):
            claims.append(item)
        else:
            item.claims, claims = claims, []
            yield item


def stream_remittance(source: Source) -> Iterator[ClaimPayment | RemittanceTransaction]:
    """Each claim as soon as it is read, then its payment, whose `claims` stay empty.

    A claim's `transaction` already knows payer, trace and date; its balance and problems are
    complete once the payment itself is handed out. What is wrong with the file outside of any
    payment comes last, as a payment with `segment` 0 that holds nothing but problems. Memory does
    not grow with the source; nothing is raised.
    """
    try:
        with _opened(source) as stream:
            segments = Segments(stream)
            reader = RemittanceReader(segments)
            yield from reader
            if not segments.number:
                reader.problems.insert(0, Problem("file", _unreadable(segments.skipped)))
            if reader.problems:
                yield RemittanceTransaction(problems=reader.problems)
    except OSError as error:
        problem = Problem("file", f"the file cannot be read: {error.strerror or error}")
        yield RemittanceTransaction(problems=[problem])


def _unreadable(size: int) -> str:
    if not size:
        return "the file is empty"
    return "this is no 835 remittance: no ISA, GS or ST segment could be found and read"


def _opened(source: Source) -> AbstractContextManager[BinaryIO]:
    if isinstance(source, bytes):
        return BytesIO(source)
    if isinstance(source, str | Path):
        return open(source, "rb")
    return nullcontext(source)
