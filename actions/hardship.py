"""Not being able to pay."""

from __future__ import annotations

import datetime as dt
import re

from actions.requests import RecordedRequest
from actions.turn import Turn
from receivables.domain.date_of_birth import fold

_NEEDED = re.compile(
    r"\b(?:need|send|bring|papers?|documents?|proof|forms?|neces\w+|mand\w+|papeles|document\w+)\b"
)


class RequestFinancialHelp(RecordedRequest):
    """Asks for financial help; acknowledges first, then says what is next."""

    kind = "financial_help"
    grows = True

    def name(self) -> str:
        """The name in the rule for `financial_hardship`."""
        return "action_request_financial_help"

    def tell_recorded(self, turn: Turn, due_on: dt.date) -> None:
        """What happens next."""
        turn.say("utter_hardship_recorded", date=due_on)

    def tell_standing(self, turn: Turn, due_on: dt.date) -> None:
        """It is with us already; who asks what they need for it is told that."""
        if _NEEDED.search(fold(turn.text)):
            turn.say_freshly(
                "utter_hardship_needed",
                "utter_hardship_standing_again",
                date=due_on,
                phone=turn.phone,
            )
            return
        turn.say_freshly(
            "utter_hardship_standing",
            "utter_hardship_standing_again",
            date=due_on,
            phone=turn.phone,
        )
