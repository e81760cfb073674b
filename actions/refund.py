"""Money that may be owed back."""

from __future__ import annotations

import datetime as dt

from actions.requests import RecordedRequest
from actions.turn import Turn


class RequestRefund(RecordedRequest):
    """Asks the office to look at money that may be owed back."""

    kind = "refund"

    def name(self) -> str:
        """The name in the rule for `request_refund`."""
        return "action_request_refund"

    def tell_recorded(self, turn: Turn, due_on: dt.date) -> None:
        """What happens next."""
        turn.say("utter_refund_recorded", date=due_on)

    def tell_standing(self, turn: Turn, due_on: dt.date) -> None:
        """It is with us already."""
        turn.say_freshly(
            "utter_refund_standing", "utter_refund_standing_again", date=due_on, phone=turn.phone
        )
