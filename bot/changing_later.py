"""Asks whether a plan can be changed one day, or is reminded of: no wish to change it."""

from __future__ import annotations

import re
from typing import Text

_ASKS = re.compile(
    r"(?:(?:ok|okay|so|and|but|also|thanks|y|pero|entonces|gracias) )*(?:"
    r"(?:can|could|may|will i be able to|am i able to|is it (?:ok|possible) to|what if i "
    r"(?:want|need)"
    r" to)(?: i| we)? (?:still |always |also )?(?:change|cancel|stop|pause|adjust|modify|pay "
    r"(?:(?:it|"
    r"this|them) )?(?:off|more|extra|early|ahead|sooner))(?: (?:it|this|that|the plan|my plan|the "
    r"(?:day|date|amount)|them))?(?: (?:later(?: on)?|early|sooner|ahead|any ?time|afterwards|"
    r"down the "
    r"road|if i (?:need|have|want) to|whenever))+|"
    r"(?:can|could|may) i pay (?:(?:it|this|them) )?(?:off|more|extra|ahead)(?: early| sooner)?"
    r"(?: (?:any ?time|if i (?:can|want)))?|"
    r"(?:lo |la )?(?:puedo|podria|se puede) (?:cambiar\w*|cancelar\w*|modificar\w*)(?: (?:el "
    r"plan|la fecha|"
    r"el monto|el dia))?(?: (?:despues|luego|mas adelante|mas tarde|si necesito))+|"
    r"(?:puedo|podria) (?:pagar|abonar|liquidar)(?:lo)? (?:mas|antes|de mas|adelantado)(?: si "
    r"puedo)?"
    r")"
)


def asks_if_it_can_change(words: Text) -> bool:
    """Whether a folded text (bot.nlu.known_texts) asks so.

    >>> asks_if_it_can_change("can i change it later")
    True
    >>> asks_if_it_can_change("can i change it to the 5th")
    False
    """
    return _ASKS.fullmatch(words) is not None


_REMINDERS = re.compile(
    r"(?:(?:ok|and|so|also|y|pero) )*(?:"
    r"(?:will|do|can|could|would) (?:you|u|yall) (?:guys )?(?:text|remind|message|tell|let) "
    r"(?:me|us)"
    r"(?: (?:a|reminder|know|before|when|each|every|one|payment|the|it|is|its|due|day|of|time|then|"
    r"month))*|(?:will|do) i get (?:a |any )?reminders?(?: .{1,30})?|"
    r"(?:me (?:van a )?)(?:avisan|avisar|recuerdan|recordar|mandan|mandar)(?: (?:un|mensaje|"
    r"antes|de|"
    r"cada|pago|cuando|toque|me|el|recordatorio))+)"
)


def asks_for_reminders(words: Text) -> bool:
    """Whether a folded text asks whether we remind of payments.

    >>> asks_for_reminders("will you text me before each one")
    True
    >>> asks_for_reminders("text me the balance")
    False
    """
    return _REMINDERS.fullmatch(words) is not None and _OF_PAYMENTS.search(words) is not None


_OF_PAYMENTS = re.compile(
    r"\b(?:before|each|every|due|payment|reminders?|remind|antes|cada|pago|toque|recordatorio|"
    r"recuerdan|recordar)\b"
)
