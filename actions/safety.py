"""Somebody is in danger."""

from __future__ import annotations

from actions.base import TurnAction
from actions.handing_over import hand_over
from actions.representative import CLOSED
from actions.turn import Event, Turn
from receivables.store.database import transaction


class AnswerEmergency(TurnAction):
    """911 and 988, a person, and no word about bills."""

    def name(self) -> str:
        """The name in the rule for `emergency_or_self_harm`."""
        return "action_answer_emergency"

    def take(self, turn: Turn) -> list[Event]:
        """The words come whether or not a person can be reached now."""
        with transaction() as session:
            hand_over(turn, session, "safety", "utter_safety_emergency")
        return [*CLOSED]
