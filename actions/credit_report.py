"""Worry about a credit report, or about what the law may bring."""

from __future__ import annotations

import re

from actions.base import TurnAction
from actions.requests import answer_by, record
from actions.turn import Event, Turn
from receivables.domain.date_of_birth import fold
from receivables.services.identity import verified_guarantor
from receivables.services.work_items import open_work_item_of
from receivables.store.database import transaction

KIND = "credit_concern"
_LAW = re.compile(
    r"\b(?:sue|sued|suing|law ?suits?|court|jail|prison|arrest\w*|garnish\w*|collections?|"
    r"collectors?|lien|demand(?:ar|an|en|arme|arnos)|demanda|corte|tribunal|carcel|prision|"
    r"arrest\w*|embarg\w*|cobranza\w*|agencia)\b"
)
_LAW_WORDS = ("utter_holds_law_concern", "utter_holds_law_concern_again")
_CREDIT_WORDS = ("utter_holds_credit_concern", "utter_holds_credit_concern_again")
_CREDIT = re.compile(r"\b(?:credit\w*|score|report\w*|buro|puntaje|historial)\b")


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
        first, again = _LAW_WORDS if _is_about_law(turn.asked_text) else _CREDIT_WORDS
        turn.say(again if asked_before else first, date=answer_by(turn))
        return turn.done()


def _is_about_law(text: str) -> bool:
    folded = fold(text)
    return _LAW.search(folded) is not None and not _CREDIT.search(folded)
