"""Asks how far a plan can be stretched, or for our number: told, and nothing is opened for it."""

from __future__ import annotations

import re
from typing import Text

_BEFORE = r"(?:(?:ok|okay|so|but|and|then|well|hi|hello|hey|y|pero|entonces|bueno|hola|oiga) )*"
_AFTER = r"(?: (?:please|pls|then|now|here|a month|per month|each month|monthly|por favor|al mes))*"
_LIMITS = re.compile(
    rf"{_BEFORE}(?:"
    r"how (?:many (?:months|payments|installments)|long|little)(?: \w+)? "
    r"(?:can|could|may|do|would) (?:i|we|you|yall)(?: guys)?"
    r"(?: (?:have|get|take|make|give|allow|let|pay|spread|stretch|split|"
    r"it|this|me|us|to|do|out|over|for))+|"
    r"(?:whats|what s|what is)(?: the)? (?:lowest|least|smallest|minimum|longest|most months)"
    r"(?: (?:payment|amount|plan|i can (?:pay|do)|you (?:take|can do|accept|go)|possible))*|"
    r"(?:cuantos (?:meses|pagos)|cuanto tiempo)(?: (?:me|nos|puedo|se|puede\w*|dan|da|tengo|tomar|"
    r"tener|hacer|como|maximo|para|pagar\w*|es|el|lo))+|"
    r"(?:cual es |cuanto es )?(?:el|lo) (?:pago )?(?:minimo|menos|mas bajo)(?: (?:que|de|puedo|"
    r"pagar|pago|aceptan|se|puede|dar|es|el))*"
    rf"){_AFTER}"
)
_OUR_NUMBER = re.compile(
    rf"{_BEFORE}(?:"
    r"(?:whats|what s|what is|give me|send me|can i (?:get|have)|do you have|i need|text me)"
    r"(?: the| your| a| an| our)* "
    r"(?:phone |telephone |office |billing |call ?back |customer service )*"
    r"(?:number|phone)(?: (?:for|to|of|at|i can|can i|do i|your|the|billing|office|department|"
    r"yall|you|call|there|reach|a person|somebody|someone|on))*|"
    r"(?:what|which) (?:phone )?number (?:can|do|should|to)(?: (?:i|we|call|dial|reach|use|to|you|"
    r"yall|for|the|billing|office))+(?: .{1,25})?|where (?:can|do|should) i call(?: you| yall)?|"
    r"(?:cual es (?:el|su)|me (?:da|pasa|puede dar) (?:el|su|un)|tienen(?: un)?|necesito (?:el|su))"
    r" (?:numero|telefono)(?: (?:de|telefono|la|oficina|ustedes|para|llamar\w*|su|cobros|donde))*|"
    r"a (?:que|cual) (?:numero|telefono) (?:llamo|puedo llamar|hablo|tengo que llamar|les llamo)"
    rf"){_AFTER}"
)


def asks_for_limits(words: Text) -> bool:
    """Whether a folded text asks how small or how many the payments of a plan can be.

    >>> asks_for_limits("how many months can i have"), asks_for_limits("whats the lowest")
    (True, True)
    >>> asks_for_limits("how long will it take")
    False
    """
    return _LIMITS.fullmatch(words) is not None


def asks_for_our_number(words: Text) -> bool:
    """Whether a folded text asks on which number we can be called.

    >>> asks_for_our_number("whats the number for your office")
    True
    >>> asks_for_our_number("whats my account number")
    False
    """
    return _OUR_NUMBER.fullmatch(words) is not None
