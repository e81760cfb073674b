"""Worry about a credit report."""

from __future__ import annotations

from actions.base import TurnAction
from actions.requests import answer_by, record
from actions.turn import Event, Turn
from receivables.services.identity import verified_guarantor
from receivables.store.database import transaction


class AnswerCreditConcern(TurnAction):
    """No threat and no promise about credit reports (compliance M6): a person answers."""

    def name(self) -> str:
        """The name in the rule for `credit_report_concern`."""
        return "action_answer_credit_concern"

    def take(self, turn: Turn) -> list[Event]:
        """Recorded, with the day of the answer."""
        with transaction() as session:
            guarantor = verified_guarantor(session, turn.conversation_id, turn.now)
            owner = guarantor.id if guarantor else None
            record(turn, session, "credit_concern", answer_by(turn), owner)
        turn.say_freshly(
            "utter_holds_credit_concern", "utter_holds_credit_concern_again", date=answer_by(turn)
        )
        return turn.done()
