"""Copies and itemized bills."""

from __future__ import annotations

import datetime as dt

from actions.requests import RecordedRequest
from actions.turn import Turn


class RequestItemizedBill(RecordedRequest):
    """Asks for every line of the bill; nothing clinical goes by text (compliance H2)."""

    kind = "itemized_bill"
    grows = True

    def name(self) -> str:
        """The name in the rule for `request_itemized_bill`."""
        return "action_request_itemized_bill"

    def tell_recorded(self, turn: Turn, due_on: dt.date) -> None:
        """What happens next."""
        turn.say("utter_documents_itemized_recorded", date=due_on)

    def tell_standing(self, turn: Turn, due_on: dt.date) -> None:
        """It is with us already."""
        turn.say_freshly(
            "utter_documents_itemized_standing",
            "utter_documents_itemized_standing_again",
            date=due_on,
            phone=turn.phone,
        )


class RequestDocuments(RecordedRequest):
    """Asks for copies, records or letters."""

    kind = "documents"
    grows = True

    def name(self) -> str:
        """The name in the rule for `request_documents`."""
        return "action_request_documents"

    def tell_recorded(self, turn: Turn, due_on: dt.date) -> None:
        """What happens next."""
        turn.say("utter_documents_recorded", date=due_on)

    def tell_standing(self, turn: Turn, due_on: dt.date) -> None:
        """It is with us already."""
        turn.say_freshly(
            "utter_documents_standing",
            "utter_documents_standing_again",
            date=due_on,
            phone=turn.phone,
        )
