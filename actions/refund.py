"""Money that may be owed back."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from actions.requests import RecordedRequest
from actions.turn import Turn
from receivables.services.balances import balance_summary
from receivables.store.tables import Guarantor


class RequestRefund(RecordedRequest):
    """Asks the office to look at money that may be owed back."""

    kind = "refund"
    grows = True

    def name(self) -> str:
        """The name in the rule for `request_refund`."""
        return "action_request_refund"

    def tell_first(
        self, turn: Turn, session: Session, guarantor: Guarantor, due_on: dt.date
    ) -> None:
        """The credit that we know of, where there is one."""
        credit = balance_summary(session, guarantor.id).credit
        if credit:
            turn.say("utter_refund_recorded_credit", credit=credit, date=due_on)
        else:
            self.tell_recorded(turn, due_on)

    def tell_recorded(self, turn: Turn, due_on: dt.date) -> None:
        """What happens next."""
        turn.say("utter_refund_recorded", date=due_on)

    def tell_standing(self, turn: Turn, due_on: dt.date) -> None:
        """It is with us already."""
        turn.say_freshly(
            "utter_refund_standing", "utter_refund_standing_again", date=due_on, phone=turn.phone
        )
