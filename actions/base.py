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
from receivables.services.identity import verified_guarantor
from receivables.store.database import transaction
from receivables.store.tables import Guarantor


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
