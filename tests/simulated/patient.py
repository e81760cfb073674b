"""A simulated patient: says what people say (the development texts), answers what is asked."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.nlu.texts import DevelopmentText
from tests.simulated.accounts import Account
from tests.simulated.phrases import answers, said

ANSWERS_WHAT_IS_ASKED = 0.8
GIVES_OTHER_DATA = 0.1


@dataclass
class SimulatedPatient:
    """Goes on for `texts` texts. The same seed says the same in the same situation."""

    account: Account
    seed: int
    sayings: list[DevelopmentText]
    texts: int = field(init=False)

    def __post_init__(self) -> None:
        self._source = random.Random(self.seed)
        self.texts = self._source.randint(4, 9)
        self.language = self._source.choices(("en", "es"), (3, 1))[0]
        self._mine = [text for text in self.sayings if text.language in (self.language, "mixed")]

    def next_text(self, replies: list[str]) -> str:
        """What the person texts after these replies."""
        asked = sorted(said("\n".join(replies), frozenset(answers())))
        if asked and self._source.random() < ANSWERS_WHAT_IS_ASKED:
            return self._answer(self._source.choice(asked))
        return self._source.choice(self._mine).text

    def _answer(self, asked: str) -> str:
        wording = self._source.choice(answers()[asked][self.language])
        wrong = self._source.random() < GIVES_OTHER_DATA
        year, month, day = self.account.born.split("-")
        born = f"{int(month)}/{day}/{1935 if wrong else year}"
        return wording.format(born=born, zip=self.account.zip_code)
