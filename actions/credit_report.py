"""Worry about a credit report."""

from __future__ import annotations

from actions.base import TurnAction
from actions.requests import answer_by, record
from actions.turn import Event, Turn
from receivables.services.identity import verified_guarantor
from receivables.services.work_items import open_work_item_of
from receivables.store.database import transaction

KIND = "credit_concern"


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
            known = open_work_item_of(session, KIND, owner, turn.conversation_id)
            if known is None:
                record(turn, session, KIND, answer_by(turn), owner)
            asked_before = known is not None and known.request_id != turn.request_id
        if asked_before:
            turn.say("utter_holds_credit_concern_again", date=answer_by(turn))
        else:
            turn.say("utter_holds_credit_concern", date=answer_by(turn))
        return turn.done()
