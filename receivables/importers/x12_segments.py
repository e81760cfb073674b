"""X12 segments from any source, one by one, in bounded memory.

The repair step: byte-order marks, anything before the first header, indentation, line breaks
wherever they stand, several interchanges with delimiters of their own. What can't be repaired is
handed on as it is, for the reader above to report.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from receivables.importers.x12_delimiters import (
    BLANK,
    LONGEST_HEADER,
    Delimiters,
    delimiters_of,
)

CHUNK = 1 << 17
LONGEST_SEGMENT = 1 << 16
_MARK = r"[^\w\r\n\0 ]"
_HEADER = re.compile(rf"\b(?:ISA{_MARK}|GS({_MARK})HP\1|ST({_MARK})835\2)")
_BETWEEN = rf"(?:[{BLANK}\x1a]|\xef\xbb\xbf)*"  # what stands between files put together
_ISA_INSIDE = re.compile(rf"[\r\n]{_BETWEEN}(ISA({_MARK})\d\d\2)")
_WIDE_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class Segments:
    """Iterates over the segments of a binary stream as lists of elements, names first.

    `number` and `line` say where the segment just given stands, from 1; `delimiters` are those
    in force; `skipped` counts the characters that no readable header covers. Of a source without
    a header there are no segments and `delimiters` stays None.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self.delimiters: Delimiters | None = None
        self.number = 0
        self.skipped = 0
        self._chunks = _text_chunks(stream)
        self._rest = ""
        self._ended = False
        self._line = 1
        self._pieces: list[str] = []
        self._index = self._counted = 0

    def __iter__(self) -> Iterator[list[str]]:
        while self._find_header():
            yield from self._interchange()

    def _find_header(self) -> bool:
        """Moves on to the next header that tells its delimiters; False at the end."""
        complete = False
        while not complete:
            complete = not self._fill(2 * LONGEST_HEADER)
            limit = len(self._rest) if complete else len(self._rest) - LONGEST_HEADER
            for found in _HEADER.finditer(self._rest):
                start = found.start()
                if start >= limit:
                    break
                delimiters = delimiters_of(self._rest[start : start + LONGEST_HEADER])
                if delimiters is not None:
                    self.delimiters = delimiters
                    self._drop(start)
                    return True
            self._drop(limit)
        return False

    def _interchange(self) -> Iterator[list[str]]:
        """Segments until the source ends or a new ISA brings delimiters of its own."""
        assert self.delimiters is not None
        element, start = self.delimiters.element, self.number
        for pieces in self._split(self.delimiters.terminator):
            following = self._take_following(pieces, own_header=self.number == start)
            self._pieces, self._counted = pieces, 0
            for self._index, piece in enumerate(pieces):
                segment = piece.strip(BLANK)
                if "\n" in segment or "\r" in segment:  # lines of a fixed width
                    segment = segment.replace("\r", "").replace("\n", "")
                if segment:
                    self.number += 1
                    yield segment.split(element)
            self._count_lines(len(pieces))
            self._pieces = []
            if following is not None:
                self._rest = following
                return

    @property
    def line(self) -> int:
        """The line of the segment just given. Counted when asked for: most are never asked."""
        if not self._pieces:
            return self._line
        self._count_lines(self._index)
        piece = self._pieces[self._index]
        return self._line + piece.count("\n", 0, len(piece) - len(piece.lstrip(BLANK)))

    def _count_lines(self, index: int) -> None:
        part = self._pieces[self._counted : index]
        broken = self.delimiters is not None and self.delimiters.terminator == "\n"
        self._line += len(part) if broken else "".join(part).count("\n")
        self._counted = index

    def _take_following(self, pieces: list[str], own_header: bool) -> str | None:
        """Cuts the pieces where another interchange begins; its text, None without one."""
        assert self.delimiters is not None
        for index, piece in enumerate(pieces):
            if "ISA" not in piece or (own_header and index == 0):
                continue
            found = _ISA_INSIDE.search("\n" + piece)
            if found is not None:
                cut = found.start(1) - 1
                after = [piece[cut:], *pieces[index + 1 :], *([] if self._ended else [self._rest])]
                pieces[index:] = [piece[:cut]] if cut else []
                return self.delimiters.terminator.join(after)
        return None

    def _split(self, terminator: str) -> Iterator[list[str]]:
        """What stands between terminators; `_rest` is left over for the next chunk."""
        while True:
            *pieces, self._rest = self._rest.split(terminator)
            if len(self._rest) > LONGEST_SEGMENT:
                pieces.append(self._rest[:LONGEST_SEGMENT])
                self._rest = self._rest[LONGEST_SEGMENT:]
            yield pieces
            chunk = next(self._chunks, None)
            if chunk is None:
                break
            self._rest += chunk
        last, self._rest, self._ended = self._rest, "", True
        yield [last]

    def _fill(self, size: int) -> bool:
        """Reads until `size` characters are at hand; False when the source ends before."""
        while len(self._rest) < size:
            chunk = next(self._chunks, None)
            if chunk is None:
                return False
            self._rest += chunk
        return True

    def _drop(self, count: int) -> None:
        self._line += self._rest.count("\n", 0, count)
        if self._rest[:count].strip(BLANK):
            self.skipped += count
        self._rest = self._rest[count:]


def _text_chunks(stream: BinaryIO) -> Iterator[str]:
    """The stream as text: one character a byte, so that no byte can fail or be lost."""
    head = stream.read(CHUNK)
    encoding = _WIDE_MARKS.get(head[:2], "latin-1")
    decode = codecs.getincrementaldecoder(encoding)("replace").decode
    head = head.removeprefix(codecs.BOM_UTF8)
    if encoding != "latin-1":
        head = head[2:]
    while head:
        yield decode(head)
        head = stream.read(CHUNK)
    tail = decode(b"", final=True)
    if tail:
        yield tail
