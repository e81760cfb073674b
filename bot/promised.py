"""After a promise "actually make it 80" changes it; a day makes one where we asked for a day."""

from __future__ import annotations

import re
from typing import Any, Dict, Optional, Text

from rasa.shared.core.trackers import DialogueStateTracker

from bot.follow_up import answered_with, errand_at_hand, last_response
from bot.grave import GRAVE
from bot.parsed import UNSURE
from bot.shorthand import written_out

PROMISE, PAYMENT = "promise_to_pay", "payment_status"
_TOLD, _SAVED = "action_record_promise", "action_finish_payment_arrangement"
_ASKED_WHEN = frozenset(
    {
        "utter_payment_none_coming",
        "utter_payment_none_coming_again",
        "utter_payment_recorded",
        "utter_smalltalk_cannot_pay",
    }
)
# What was promised is asked for again, or can't be kept.
_RECALLS = re.compile(
    r"(?:(?:wait|so|and|y) )*(?:(?:what|when|which day|how much) (?:did|have) i (?:say|said|"
    r"promised?|tell you|"
    r"agree(?: to)?|commit)\b.{0,20}|(?:que|cuando|cuanto|que dia) (?:le |les )?(?:dije|prometi|"
    r"quede)\b.{0,20})"
)
_WEEK_LATER = re.compile(
    r"(?:(?:no|nope|wait|sorry|actually|make it|i mean|i meant|perdon|digo|mejor) )*(?:the|a) "
    r"(?:one|week|\w+day) (?:after|later)(?: (?:that|next|it))?|"
    r"(?:(?:no|perdon|digo|mejor) )*(?:(?:la|el) (?:semana )?(?:siguiente|que sigue|de despues)|"
    r"una semana (?:despues|mas tarde))"
)
_CANT = re.compile(
    r"(?:(?:h+m+|no|sorry|wait|actually|oh|shoot|but|i|perdon|ay|pero) )*(?:can ?t|cannot|won "
    r"?t be "
    r"able to|no (?:puedo|voy a poder|podre))(?: (?:do|make|pay|it|on|that|this|el|pagar|ese|dia|"
    r"ya|anymore|then))*(?: \w+){0,2}"
)
# The number of something that was sent already.
_SENT = re.compile(
    r"\b(?:check|cheque|ck|money order|giro|confirmation|receipt|transaction|confirmacion|recibo) "
    r"(?:(?:number|numero|num|no|nr|is|was|de|#) )*\d{3,12}\b"
)
_VALUES = frozenset({"amount", "date", "number"})
_ANOTHER = frozenset({"frequency", "installment_count"})
_FEW_WORDS = 7
_CHANGES = re.compile(
    r"\b(?:actually|just|only|solo|nomas|make it|instead|no wait|wait|i mean|i meant|rather|"
    r"better|change it|mejor|digo|que (?:sean?|fuera)|"
    r"quise decir|cambielo|en vez|sino|perdon|sorry|no)\b"
)
_ONE_OF_TWO = re.compile(
    r"(?:the|la|el|que sea)? ?(?:1|2|1st|2nd|first|second|later|latter|sooner|earlier|last|next|"
    r"primer[oa]|segund[oa]|ultim[oa]|siguiente)(?: one| day| friday)?"
)
# "And the rest in january" is a second promise, not another first.
_BESIDES = re.compile(r"\b(?:rest|other|remaining|balance|also|then|resto|demas|otr[oa]|luego)\b")
_AN_ANSWER = 3  # words: "the 15th", "dec 4"
_SHORT = 4  # "2 weeks from now", where a day was asked


def changes_promise(text: Text, parsed: Dict[Text, Any], tracker: DialogueStateTracker) -> bool:
    """Whether a text gives another amount or day for the promise that was just written down, or
    the day that we asked for."""
    found = {entity["entity"] for entity in parsed.get("entities", [])}
    if "date" in found and len(text.split()) <= _SHORT and _asked_when(tracker):
        return True
    if _TOLD in answered_with(tracker) and _WEEK_LATER.fullmatch(written_out(text)):
        return True
    at_hand = errand_at_hand(tracker) == PROMISE
    if at_hand and (_RECALLS.fullmatch(written_out(text)) or _CANT.fullmatch(written_out(text))):
        return parsed["intent"]["name"] not in GRAVE
    if _TOLD not in answered_with(tracker):
        return False
    words = written_out(text)
    if _ONE_OF_TWO.fullmatch(words):
        return True
    if not found & _VALUES or found & _ANOTHER or parsed["intent"]["name"] in GRAVE:
        return False
    if "?" in text or _BESIDES.search(words) or len(words.split()) > _FEW_WORDS:
        return False
    return _CHANGES.search(words) is not None or len(words.split()) <= _AN_ANSWER


def changes_plan(text: Text, parsed: Dict[Text, Any], tracker: DialogueStateTracker) -> bool:
    """Whether "actually make it 60" comes right after a plan was saved."""
    words = written_out(text)
    found = {entity["entity"] for entity in parsed.get("entities", [])}
    if _SAVED not in answered_with(tracker) or not found & (_VALUES | _ANOTHER):
        return False
    if "?" in text or parsed["intent"]["name"] in GRAVE or len(words.split()) > _FEW_WORDS:
        return False
    return _CHANGES.search(words) is not None


def tells_of_a_check(words: Text, intent: Text) -> bool:
    """Whether a folded text gives the number of a check or money order that was sent.

    >>> tells_of_a_check("check number 1187 for 442", "provide_identity")
    True
    """
    return intent not in GRAVE and _SENT.search(words) is not None


def tells_of_a_payment(parsed: Dict[Text, Any], at_hand: Optional[Text]) -> bool:
    """Whether "last tuesday, for 200" tells of the payment that was just asked after: no promise
    is for a day that has been."""
    days = [one for one in parsed.get("entities", []) if one["entity"] == "date"]
    behind = bool(days) and all(day.get("role") == "past" for day in days)
    return behind and at_hand == PAYMENT and parsed["intent"]["name"] in (PROMISE, UNSURE)


def _asked_when(tracker: DialogueStateTracker) -> bool:
    """Whether we asked last on which day the person would like to pay."""
    return last_response(tracker) in _ASKED_WHEN
