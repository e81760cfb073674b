"""The text of a spreadsheet export, whatever program saved it: encoding, separator, lines.

Excel writes UTF-8 with a byte-order mark, UTF-16 or Windows-1252, and separates by semicolons or
tabs in some languages. Every physical line is one record: a quotation mark that is never closed
then costs its own line and none of the next.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Collection, Iterator
from pathlib import Path

WINDOWS = "cp1252"
UNREADABLE = "\ufffd"
_SEPARATORS = (",", ";", "\t", "|")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ZIPPED = b"PK\x03\x04"
_CHUNK = 1 << 20


class NoText(ValueError):
    """The file is no text; its message says what it is instead."""


def encoding_of(path: Path) -> str:
    """How the file is written. Raises NoText for what is no text, OSError as `open` does."""
    with path.open("rb") as file:
        head = file.read(len(_ZIPPED))
        file.seek(0)
        if head.startswith(_ZIPPED):
            raise NoText("it is an Excel workbook and no CSV")
        encoding = "utf-16" if head[:2] in _WIDE else "utf-8-sig"
        decode = codecs.getincrementaldecoder(encoding)().decode
        try:
            while chunk := file.read(_CHUNK):
                if "\0" in decode(chunk):
                    raise NoText("it is no text")
            decode(b"", final=True)
        except UnicodeDecodeError:
            if encoding == "utf-16":
                raise NoText("it is no text") from None
            return "utf-8-sig" if _is_damaged_utf_8(path) else WINDOWS
    return encoding


def _is_damaged_utf_8(path: Path) -> bool:
    """Whether some line has letters beyond ASCII that are UTF-8: hardly anything else is."""
    with path.open("rb") as file:
        return any(not line.isascii() and _is_utf_8(line) for line in file)


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def separator_of(heading: str, columns: Collection[str]) -> str:
    """The separator that finds most of the columns in the first line; a comma when none does."""

    def found(separator: str) -> int:
        return len({plain_name(name) for name in cells_of(heading, separator) or ()} & set(columns))

    return max(_SEPARATORS, key=found)


def cells_of(line: str, separator: str) -> list[str] | None:
    """The cells of one line; None when its quotation marks do not match."""
    try:
        return next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error:
        return None


def plain_name(cell: str) -> str:
    """A heading as a column's name: "Date of Birth" is date_of_birth."""
    return "_".join(cell.strip().lower().replace("-", " ").replace("_", " ").split())


def numbered_lines(path: Path, encoding: str) -> Iterator[tuple[int, str]]:
    """Each line with its number from 1, without its line break; what cannot be read in it is
    UNREADABLE."""
    with path.open(encoding=encoding, errors="replace") as file:
        for number, line in enumerate(file, 1):
            yield number, line.rstrip("\n")
