"""What is said when something must not be taken into the store."""

from __future__ import annotations


class NotTaken(ValueError):
    """A row or claim that must not be taken; `remedy` says what a person can do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.remedy = remedy
