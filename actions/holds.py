"""Bankruptcy, an attorney, a death: no more asking for money, and a person."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.base import TurnAction
from actions.handing_over import hand_over
from actions.representative import CLOSED
from actions.turn import Event, Turn
from receivables.services.holds import place_hold
from receivables.services.identity import verified_guarantor
from receivables.store.database import transaction
from receivables.store.tables import Conversation


class HoldForLaw(TurnAction):
    """On notice of a bankruptcy or an attorney all asking ends (compliance D4, T8)."""

    def name(self) -> str:
        """The name in the rule for `report_bankruptcy_or_attorney`."""
        return "action_hold_for_law"

    def take(self, turn: Turn) -> list[Event]:
        """The wider of the two holds is placed: which of them it is, a person finds out."""
        with transaction() as session:
            hold(turn, session, "bankruptcy")
            hand_over(turn, session, "bankruptcy_or_attorney", "utter_holds_law")
        return [*CLOSED]


class HoldForDeath(TurnAction):
    """The patient has died."""

    def name(self) -> str:
        """The name in the rule for `deceased_patient`."""
        return "action_hold_for_death"

    def take(self, turn: Turn) -> list[Event]:
        """Condolence first; no billing talk."""
        with transaction() as session:
            hold(turn, session, "deceased")
            hand_over(turn, session, "deceased", "utter_holds_death")
        return [*CLOSED]


def hold(turn: Turn, session: Session, kind: str) -> None:
    """Place a hold on the number of this conversation, and on the verified person if any."""
    phone = session.get_one(Conversation, turn.conversation_id).phone
    guarantor = verified_guarantor(session, turn.conversation_id, turn.now)
    place_hold(session, phone, kind, "patient", turn.now, guarantor.id if guarantor else None)
