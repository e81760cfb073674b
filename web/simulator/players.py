"""Who can be played: the demonstration patients, and a number that nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import HTTPException

from receivables.yaml_files import read_yaml
from web.simulator.handset import Person

STRANGER = "stranger"
STRANGERS_PHONE = "+12165550199"


@dataclass(frozen=True, slots=True)
class Player:
    """A phone to play. `key` stands in addresses in place of the number."""

    key: str
    phone: str
    person: Person | None

    @property
    def name(self) -> str:
        """What the page calls them."""
        return self.person.name if self.person else "An unknown number"

    @property
    def language(self) -> str:
        """The language of the texts to try."""
        return self.person.language if self.person else "en"

    @property
    def samples(self) -> list[str]:
        """Texts to try, in the person's language and with their own date of birth and ZIP."""
        born = self.person.date_of_birth if self.person else None
        answers = {
            "date_of_birth": f"{born.month}/{born.day}/{born.year}" if born else "4/17/1986",
            "zip_code": self.person.zip_code if self.person else "44199",
        }
        return [text.format(**answers) for text in _samples()[self.language]]


def players(people: Sequence[Person]) -> list[Player]:
    """Everybody who can be played, the stranger last."""
    known = [Player(str(number), person.phone, person) for number, person in enumerate(people)]
    return [*known, Player(STRANGER, STRANGERS_PHONE, None)]


def find_player(people: Sequence[Person], key: str) -> Player:
    """The player of that key; an unknown key is answered with 404."""
    for player in players(people):
        if player.key == key:
            return player
    raise HTTPException(404, "Nobody of that key can be played. Choose somebody from the list.")


@cache
def _samples() -> dict[str, list[str]]:
    path = Path(__file__).with_name("samples.yml")
    return dict(read_yaml(path))
