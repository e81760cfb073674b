"""The two kinds of action: one that anybody may have, and one that needs a verified person."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.turn import Event, Turn
from receivables.policy.contact.disclosures import Disclosure
from receivables.services.debt_disclosures import disclose_debt
from receivables.services.identity import verified_guarantor
from receivables.store.database import transaction
from receivables.store.tables import Guarantor

DISCLOSED = {
    Disclosure.DEBT_FIRST: "utter_identity_debt_first",
    Disclosure.DEBT_LATER: "utter_identity_debt_later",
}


class TurnAction(Action, ABC):  # type: ignore[misc]
    """An action that works with a Turn."""

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """What the action server calls; reads the clock, once."""
        return self.take(Turn(dispatcher, tracker, dt.datetime.now(dt.UTC)))

    @abstractmethod
    def take(self, turn: Turn) -> list[Event]:
        """Answer the turn and return its events."""


class AccountAction(TurnAction, ABC):
    """An action about an account: asks the store itself who is verified (compliance H1)."""

    def take(self, turn: Turn) -> list[Event]:
        """Answer the verified person, or ask first who it is and remember what was asked."""
        with transaction() as session:
            guarantor = verified_guarantor(session, turn.conversation_id, turn.now)
            if guarantor is not None:
                tell_who_collects(turn, session)
                return self.answer(turn, session, guarantor)
        return [
            *self.remember(turn),
            SlotSet("identity_pending_request", self.name()),
            SlotSet("identity_pending_text", turn.text),
            SlotSet("identity_pending_entities", turn.entities),
            FollowupAction("identity_form"),
        ]

    @abstractmethod
    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """Answer a verified person; the session commits when this returns."""

    def remember(self, turn: Turn) -> list[Event]:
        """What the text said that is needed once the person is verified."""
        return []


def tell_who_collects(turn: Turn, session: Session) -> None:
    """Say to a verified person that a debt collector speaks, once and first (compliance D1)."""
    disclosure = disclose_debt(session, turn.conversation_id, turn.request_id, turn.now)
    if disclosure is not None and DISCLOSED[disclosure] not in turn.recent_responses(1):
        turn.say(DISCLOSED[disclosure], organisation=turn.organisation.name)
