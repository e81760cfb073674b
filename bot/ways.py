"""Asks what can be done at all: "what are my options"."""

from __future__ import annotations

import re
from typing import Text

_BEFORE = r"(?:(?:ok|okay|so|but|and|then|well|hi|hello|hola|y|pero|entonces|bueno) )*"
_ASKS = re.compile(
    rf"{_BEFORE}(?:"
    r"(?:what|which|whats|what s|what are|tell me|give me|list|are there|do i have|i want to know|"
    r"i d like to know|can you tell me)(?: (?:are|all|any|some|other|more|different|the|my|"
    r"our|kind "
    r"of|kinds of|sort of))* (?:payment )?(?:options|choices|alternatives)"
    r"(?: (?:do|can|are|could|i|we|you|there|have|offer|here|for|to|with|about|on|pay|paying|this|"
    r"the|my|bill|it|then|please|now))*|"
    r"(?:what|que|cuales)?(?: (?:son|otras?|hay|tengo|mas))* ?(?:las |mis |otras )*"
    r"(?:opciones|alternativas|formas de pag\w+|maneras de pag\w+)"
    r"(?: (?:de pago|de pagar|para pagar\w*|tengo|hay|tienen|me dan|me da|ofrecen|para mi|"
    r"con (?:esta |mi )?(?:cuenta|factura)|entonces|por favor))*|"
    r"what can i do (?:about|with) (?:this|it|my bill|that|the bill|this bill)|"
    r"what (?:can|should|do) i do if i (?:can ?t|cannot) (?:pay|afford)(?: (?:it|this|that|all|of|"
    r"everything|at|once|now|the|whole|full|amount|bill|thing))*|"
    r"que (?:puedo|podria) hacer (?:con (?:esto|esta cuenta|esta factura|la cuenta|la factura)|"
    r"si no (?:la |lo |le )?puedo (?:pagar\w*)(?: (?:todo|esto|eso|tanto|completo|ahora|la|cuenta|"
    r"factura))*)"
    r")"
)


def asks_for_ways(words: Text) -> bool:
    """Whether a folded text (bot.nlu.known_texts) asks so, and for nothing in particular.

    >>> asks_for_ways("what are my options"), asks_for_ways("que opciones tengo")
    (True, True)
    >>> asks_for_ways("what are my deductible options under the plan i have at work")
    False
    """
    return _ASKS.fullmatch(words) is not None
