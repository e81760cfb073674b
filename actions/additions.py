"""What is told right after a request belongs to it: the person who works on it has all of it."""

from __future__ import annotations

import re
from functools import cache
from inspect import isabstract

from sqlalchemy.orm import Session

from actions.requests import ADDED, ADDED_AGAIN, RecordedRequest, answer_by
from actions.turn import Turn
from receivables.domain.date_of_birth import fold
from receivables.services.identity import verified_guarantor
from receivables.services.work_items import add_to_work_item, open_work_items
from receivables.store.database import transaction
from receivables.store.tables import WorkItem

_NOT_NEEDED = ("utter_smalltalk_not_needed", "utter_smalltalk_not_needed_again")
_PASSED_ON = ("utter_smalltalk_passed_on", "utter_smalltalk_passed_on_again")
_SAID = {ADDED, ADDED_AGAIN, *_NOT_NEEDED, *_PASSED_ON}
_LOOKS_FOR_A_PAYMENT = "action_tell_last_payment"
_FEWEST_WORDS = 2  # of those that tell something
_WORD = re.compile(r"[a-z0-9']+")
_EMPTY = re.compile(
    r"ok|okay|yes|yeah|yep|sure|no|nope|nah|not|sounds|good|great|perfect|fine|alright|"
    r"right|cool|got|it|thanks|thank|you|so|much|please|that|that's|thats|is|it's|its|the|a|"
    r"all|for|now|today|nothing|else|more|works|will|do|i'll|wait|then|and|si|claro|bien|"
    r"vale|perfecto|listo|gracias|esta|es|eso|todo|nada|mas|por|favor|ahora|de|acuerdo|"
    r"entiendo|entendido|espero|bueno|y"
)


def add_to_request(turn: Turn) -> bool:
    """Add the text to the request that was talked about just before, and say so.

    False when nothing was, or when the text is a question or says nothing: it is then for others.
    Whoever doesn't know hears that they need not.
    """
    unknown = "dont_know" in turn.remarks
    if not (_follows_a_request(turn) and (unknown or _tells_something(turn))):
        return False
    with transaction() as session:
        item = _at_hand(turn, session)
        if item is None:
            return False
        add_to_work_item(item, turn.request_id, turn.text)
        said = _NOT_NEEDED if unknown else (ADDED, ADDED_AGAIN)
        turn.say_freshly(*said, date=item.due_on or answer_by(turn), phone=turn.phone)
    return True


def pass_on_question(turn: Turn) -> bool:
    """Add a question that we can't answer to the request it follows, and say so; False where it
    follows none, or says nothing."""
    if not (turn.asks and _follows_a_request(turn) and _says_enough(turn)):
        return False
    with transaction() as session:
        item = _at_hand(turn, session)
        if item is None:
            return False
        add_to_work_item(item, turn.request_id, turn.text)
        due_on = item.due_on or answer_by(turn)
        turn.say_freshly(*_PASSED_ON, date=due_on, phone=turn.phone)
    return True


def _follows_a_request(turn: Turn) -> bool:
    recording = _recording() | {_LOOKS_FOR_A_PAYMENT}
    return not recording.isdisjoint(turn.actions_of_last_turn()) or bool(
        _SAID & set(turn.recent_responses()[:2])
    )


def _at_hand(turn: Turn, session: Session) -> WorkItem | None:
    guarantor = verified_guarantor(session, turn.conversation_id, turn.now)
    items = open_work_items(session, guarantor.id) if guarantor is not None else []
    mine = [item for item in items if item.conversation_id == turn.conversation_id]
    if _LOOKS_FOR_A_PAYMENT in turn.actions_of_last_turn():
        mine = [item for item in mine if item.kind == "missing_payment"]
    return mine[0] if mine else None


def _tells_something(turn: Turn) -> bool:
    return not turn.asks and _says_enough(turn)


def _says_enough(turn: Turn) -> bool:
    return len(telling_words(turn.text)) >= _FEWEST_WORDS


def telling_words(text: str) -> list[str]:
    """The words of a text that are more than assent, refusal or politeness.

    >>> telling_words("no that's all, thanks"), telling_words("no, the one in July")
    ([], ['one', 'in', 'july'])
    """
    return [word for word in _WORD.findall(fold(text)) if not _EMPTY.fullmatch(word)]


@cache
def _recording() -> frozenset[str]:
    """The names of all actions that record a request."""
    kinds = list(RecordedRequest.__subclasses__())
    for kind in kinds:
        kinds += kind.__subclasses__()
    return frozenset(kind().name() for kind in kinds if not isabstract(kind))
