"""Changing an arrangement that stands."""

from __future__ import annotations

import datetime as dt

from rasa_sdk.events import FollowupAction
from sqlalchemy.orm import Session

from actions.payment_arrangement import asks_what_was_agreed, tell_arrangement
from actions.requests import RecordedRequest
from actions.turn import Event, Turn
from receivables.services.arrangements import active_arrangement
from receivables.store.tables import Guarantor

# What only asks, and what answers it to anybody.
_ANSWERS = {
    "later_change": (
        "utter_payment_arrangement_later_change",
        "utter_payment_arrangement_later_change_again",
    ),
    "reminders": (
        "utter_payment_arrangement_reminders",
        "utter_payment_arrangement_reminders_again",
    ),
    "missed_payment": (
        "utter_payment_arrangement_missed",
        "utter_payment_arrangement_missed_again",
    ),
}


class RequestArrangementChange(RecordedRequest):
    """A person changes what was agreed; without an arrangement a new one is set up."""

    kind = "arrangement_change"
    grows = True

    def name(self) -> str:
        """The name in the rule for `change_payment_plan`."""
        return "action_request_arrangement_change"

    def take(self, turn: Turn) -> list[Event]:
        """Somebody who asks what comes of a missed payment, or whether a plan can be changed one
        day, is answered: nothing is changed."""
        asked = next((remark for remark in _ANSWERS if remark in turn.remarks), None)
        if asked is None:
            return super().take(turn)
        turn.say_freshly(*_ANSWERS[asked], phone=turn.phone)
        return turn.done()

    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """Nothing to change: goes on to setting one up with what the text said."""
        arrangement = active_arrangement(session, guarantor.id)
        if arrangement is None:
            return [FollowupAction("action_start_payment_arrangement")]
        if asks_what_was_agreed(turn):
            tell_arrangement(turn, arrangement)
            return turn.done()
        return super().answer(turn, session, guarantor)

    def tell_recorded(self, turn: Turn, due_on: dt.date) -> None:
        """What happens next."""
        turn.say("utter_payment_arrangement_change_recorded", date=due_on)

    def tell_standing(self, turn: Turn, due_on: dt.date) -> None:
        """It is with us already."""
        turn.say_freshly(
            "utter_payment_arrangement_change_standing",
            "utter_payment_arrangement_change_standing_again",
            date=due_on,
            phone=turn.phone,
        )
