"""A person, please."""

from __future__ import annotations

from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet

from actions.base import TurnAction
from actions.handing_over import hand_over
from actions.turn import Event, Turn
from receivables.store.database import transaction

# Asking ends with the handoff: whatever form was open is closed.
CLOSED = (
    ActiveLoop(None),
    SlotSet("requested_slot", None),
    SlotSet("smalltalk_second_question", None),
    FollowupAction("action_listen"),
)


class RequestRepresentative(TurnAction):
    """Hands the conversation to a person."""

    def name(self) -> str:
        """The name in the rule for `speak_to_human`."""
        return "action_request_representative"

    def take(self, turn: Turn) -> list[Event]:
        """Without asking why."""
        with transaction() as session:
            hand_over(turn, session, "asked", "utter_representative_coming")
        return [*CLOSED]


class HandOverSettlement(TurnAction):
    """An offer to settle for less always goes to a person."""

    def name(self) -> str:
        """The name in the rule for `settlement_offer`."""
        return "action_hand_over_settlement"

    def take(self, turn: Turn) -> list[Event]:
        """No yes and no no from the assistant."""
        with transaction() as session:
            hand_over(turn, session, "settlement", "utter_representative_settlement")
        return [*CLOSED]


class HandOverComplaint(TurnAction):
    """A complaint is heard by a person."""

    def name(self) -> str:
        """The name in the rule for `complaint_service`."""
        return "action_hand_over_complaint"

    def take(self, turn: Turn) -> list[Event]:
        """Acknowledges it first."""
        with transaction() as session:
            hand_over(turn, session, "complaint", "utter_representative_complaint")
        return [*CLOSED]
