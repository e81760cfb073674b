"""Where everything stands that a person has asked us for."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.requests import answer_by
from actions.turn import Turn
from receivables.services.work_items import open_work_items
from receivables.store.tables import Guarantor
from receivables.wording import responses

MOST_TOLD = 3


def tell_standing(turn: Turn, session: Session, guarantor: Guarantor) -> bool:
    """Say what is with a person and by when, the latest first; False when nothing is."""
    items = [
        turn.word(f"utter_representative_item_{item.kind}", date=item.due_on or answer_by(turn))
        for item in open_work_items(session, guarantor.id)
        if f"utter_representative_item_{item.kind}" in responses()
    ]
    if not items:
        return False
    turn.say_freshly(
        "utter_representative_standing",
        "utter_representative_standing_again",
        items="; ".join(dict.fromkeys(items[:MOST_TOLD])),
        phone=turn.phone,
    )
    return True
