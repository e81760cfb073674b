"""Not being able to pay."""

from __future__ import annotations

import datetime as dt

from actions.requests import RecordedRequest
from actions.turn import Turn


class RequestFinancialHelp(RecordedRequest):
    """Asks for financial help; acknowledges first, then says what is next."""

    kind = "financial_help"

    def name(self) -> str:
        """The name in the rule for `financial_hardship`."""
        return "action_request_financial_help"

    def tell_recorded(self, turn: Turn, due_on: dt.date) -> None:
        """What happens next."""
        turn.say("utter_hardship_recorded", date=due_on)

    def tell_standing(self, turn: Turn, due_on: dt.date) -> None:
        """It is with us already."""
        turn.say_freshly(
            "utter_hardship_standing",
            "utter_hardship_standing_again",
            date=due_on,
            phone=turn.phone,
        )
