"""A word more on what was just asked for: how it was paid, or how it should come."""

from __future__ import annotations

import re
from typing import Dict, Optional, Pattern, Text

from bot.grave import GRAVE

_BEFORE = (
    r"(?:(?:ok|okay|and|so|well|it was|it ?s|i (?:paid|used|did|want it|d like it)|please|pls|just|"
    r"with|by|via|through|in|on|my|a|the|send|sent|mail|it|them|to|y|fue|era|pague|use|con|por|de|"
    r"en|la|el|mi|una|un|mejor|mandela|mandemela|mandenmela|si) )*"
)
_AFTER = r"(?: .{1,25})?"
_HOW_PAID = re.compile(
    rf"{_BEFORE}(?:debit|credit|visa|master ?card|amex|discover|card|check|cheque|cash|money order|"
    r"at the (?:desk|office|counter)|online|over the phone|tarjeta|efectivo|debito|credito|giro)\b"
    rf"(?: (?:card|de (?:credito|debito)))?{_AFTER}"
)
_HOW_SENT = re.compile(
    rf"{_BEFORE}(?:mail|post|email|e mail|fax|paper|regular mail|correo|papel|carta)"
    r"(?: (?:mail|electronico|normal|copy|please|pls|is (?:fine|better|ok)|por favor|esta bien))*"
)
PAID = frozenset({"payment_status", "request_refund"})
SENT = frozenset({"request_documents", "request_itemized_bill", "request_refund"})
_DETAILS: Dict[Pattern[Text], frozenset] = {_HOW_PAID: PAID, _HOW_SENT: SENT}


def told_more(words: Text, intent: Text, at_hand: Optional[Text]) -> Optional[Text]:
    """The request at hand (bot.follow_up) where a text tells no more than a detail of it.

    `words` are written out (bot.shorthand); `intent` is what the model makes of them alone.

    >>> told_more("debit card october 3", "make_payment", "request_refund")
    'request_refund'
    >>> told_more("can i pay by card", "make_payment", "request_refund")
    """
    if intent in GRAVE:
        return None
    tells = any(at_hand in asked and how.fullmatch(words) for how, asked in _DETAILS.items())
    return at_hand if tells else None
