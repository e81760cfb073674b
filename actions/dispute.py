"""A charge that the person says is wrong."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from actions.requests import RecordedRequest
from actions.turn import Event, Turn
from receivables.services.holds import place_hold
from receivables.store.tables import Guarantor


class RecordDispute(RecordedRequest):
    """Records the dispute and asks for no money while it is looked at (compliance D3)."""

    kind = "dispute"

    def name(self) -> str:
        """The name in the rule for `dispute_charge`."""
        return "action_record_dispute"

    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """Hold and record, once."""
        place_hold(session, guarantor.phone, "dispute", "patient", turn.now, guarantor.id)
        return super().answer(turn, session, guarantor)

    def tell_recorded(self, turn: Turn, due_on: dt.date) -> None:
        """What happens next."""
        turn.say("utter_dispute_recorded", date=due_on)

    def tell_standing(self, turn: Turn, due_on: dt.date) -> None:
        """It is with us already."""
        turn.say_freshly(
            "utter_dispute_standing", "utter_dispute_standing_again", date=due_on, phone=turn.phone
        )
