"""Requests that a person at the billing office answers: recorded with all that was said."""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, abstractmethod
from typing import Any

from sqlalchemy.orm import Session

from actions.base import AccountAction
from actions.turn import Event, Turn
from receivables.domain.business_days import add_business_days
from receivables.domain.date_of_birth import fold
from receivables.policy.figures import load_policy
from receivables.services.clock import organisation_date
from receivables.services.work_items import (
    add_to_work_item,
    open_work_item,
    open_work_item_of,
)
from receivables.settings import settings
from receivables.store.tables import Guarantor

ADDED, ADDED_AGAIN = "utter_smalltalk_added", "utter_smalltalk_added_again"
_ASKS_AFTER = re.compile(
    r"\b(?:news|updates?|status|where|still|yet|noticias?|novedad\w*|que paso|respuesta|saben|"
    r"necesit\w+|needed)\b"
)


class RecordedRequest(AccountAction, ABC):
    """A request that becomes a work item; asked again, it tells where the item stands."""

    kind: str
    grows = False  # whether a second text of the kind, right after, tells more of it

    @abstractmethod
    def tell_recorded(self, turn: Turn, due_on: dt.date) -> None:
        """Say what happens next and by when."""

    @abstractmethod
    def tell_standing(self, turn: Turn, due_on: dt.date) -> None:
        """Say that the request is with us already, and by when it is answered."""

    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """Record the request once."""
        standing = open_work_item_of(session, self.kind, guarantor.id, turn.conversation_id)
        if standing is not None and standing.request_id != turn.request_id:
            due_on = standing.due_on or answer_by(turn)
            if self._hears_more(turn):
                add_to_work_item(standing, turn.request_id, turn.asked_text)
                turn.say_freshly(ADDED, ADDED_AGAIN, date=due_on)
            else:
                self.tell_standing(turn, due_on)
            return turn.done()
        record(turn, session, self.kind, answer_by(turn), guarantor.id)
        turn.known_day = answer_by(turn)
        self.tell_first(turn, session, guarantor, answer_by(turn))
        return turn.done()

    def _hears_more(self, turn: Turn) -> bool:
        """Whether it tells something new of the request, and does not ask after it."""
        if turn.asks or _ASKS_AFTER.search(fold(turn.asked_text)):
            return False
        just_now = self.name() in turn.actions_of_last_turn()
        return bool(turn.asked_entities) or (self.grows and just_now)

    def tell_first(
        self, turn: Turn, session: Session, guarantor: Guarantor, due_on: dt.date
    ) -> None:
        """What is said when the request is recorded; for those that have facts to tell with it."""
        self.tell_recorded(turn, due_on)


def record(
    turn: Turn,
    session: Session,
    kind: str,
    due_on: dt.date,
    guarantor_id: int | None = None,
    **learned: Any,
) -> None:
    """Open a work item with what the text said and what was found in it."""
    found = {str(entity["entity"]): entity["value"] for entity in turn.asked_entities}
    open_work_item(
        session,
        kind,
        {"said": turn.asked_text, "found": found} | learned,
        turn.request_id,
        turn.now,
        guarantor_id=guarantor_id,
        conversation_id=turn.conversation_id,
        due_on=due_on,
    )


def answer_by(turn: Turn) -> dt.date:
    """The day by which a person answers what is recorded now (policy: follow_up)."""
    days = load_policy(settings().policy_file).follow_up.business_days
    return add_business_days(organisation_date(turn.now), days)
