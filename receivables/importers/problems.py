"""What could not be taken from a file, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """One thing in a file that a person has to look at. Names and amounts stay out of `what`.

    `where` is a place in the file ("line 7", "segment 31, claim PB-10001"); `remedy` says what to
    do. A `notice` was taken all the same.
    """

    file: str
    where: str
    what: str
    remedy: str
    notice: bool = False

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, self.where) if part)
        return f"{place}: {self.what}. {self.remedy}"
