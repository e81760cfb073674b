"""What an import did, in numbers, and what a person has to look at."""

from __future__ import annotations

from dataclasses import dataclass, field

from receivables.importers.problems import ImportProblem


@dataclass(slots=True)
class ImportReport:
    """Rows or claims: `taken` are new, `changed` amended something, `unchanged` were here before.

    Of the claims taken, `held` need a person and `waiting` have no account here yet.
    """

    taken: int = 0
    changed: int = 0
    unchanged: int = 0
    held: int = 0
    waiting: int = 0
    problems: list[ImportProblem] = field(default_factory=list)

    def add(self, part: ImportReport) -> None:
        """Count another report of the same import in."""
        self.taken += part.taken
        self.changed += part.changed
        self.unchanged += part.unchanged
        self.held += part.held
        self.waiting += part.waiting
        self.problems += part.problems

    @property
    def succeeded(self) -> bool:
        """Whether everything in the files was taken and trusted; notices do not matter."""
        return all(problem.notice for problem in self.problems)
