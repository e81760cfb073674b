""" "When will it come?" after a request: asks where that request stands, not something new."""

from __future__ import annotations

import re
from typing import Optional, Text

from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.known_texts import folded

# Each of them tells, asked again, where it stands.
ERRANDS = frozenset(
    {
        "change_payment_plan",
        "claim_denied_why",
        "claim_status",
        "contact_preference",
        "credit_report_concern",
        "dispute_charge",
        "financial_hardship",
        "insurance_not_billed",
        "make_payment",
        "payment_status",
        "request_documents",
        "request_itemized_bill",
        "request_refund",
        "update_contact_info",
        "update_insurance",
    }
)
LOOKED_BACK = 3  # texts; "how long" after more of them is about something else
_ABOUT_SOMETHING = re.compile(
    r"\b(?:pay\w*|paid|due|owe\w*|bills?|charges?|appointment|open|close|visit|plan|pag\w+|vence|"
    r"cita|deb\w+|abren|cierran|factura)\b"
)
_ASKS = re.compile(
    r"(?:(?:ok|okay|and|so|but|thanks|y|pero|entonces|gracias) )*(?:"
    r"when(?: (?:will|ll|do|does|can|is|was|would|should)(?: \w+){1,5})?|"
    r"how (?:long|soon)(?: (?:will|does|do|is|until|till?)(?: \w+){0,5})?|"
    r"what happens (?:now|next)|"
    r"cuando(?: \w+){0,4}|cuanto (?:tarda\w*|tiempo|falta)(?: \w+){0,4}|"
    r"que (?:pasa|sigue)(?: ahora| despues)?"
    r")"
)


def followed_up(text: Text, tracker: Optional[DialogueStateTracker]) -> Optional[Text]:
    """The intent of the request that a text asks after, or None when it asks after none."""
    words = folded(text)
    if tracker is None or not _ASKS.fullmatch(words) or _ABOUT_SOMETHING.search(words):
        return None
    said = [event for event in reversed(tracker.events) if isinstance(event, UserUttered)]
    intents = [event.intent_name for event in said[:LOOKED_BACK]]
    return next((intent for intent in intents if intent in ERRANDS), None)
