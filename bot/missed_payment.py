"""Asks what comes of a payment that is missed: a question, and no wish to change anything."""

from __future__ import annotations

import re
from typing import Text

_ASKS = re.compile(
    r"\b(?:(?:what (?:will |would )?(?:happens?|if)|what s going to happen|will (?:i|you)|"
    r"are you going)\b.*\b(?:miss(?:ed|ing)?|skip(?:ped)?|(?:a|am|m|im|be|is|pay|days?) late|"
    r"late payment|forget|behind|(?:can ?t|cannot|don ?t|do not|won ?t|not) (?:be able to )?"
    r"(?:pay|make)|(?:don ?t|won ?t) have (?:it|the money|enough))|"
    r"(?:que (?:me )?(?:pasa|pasaria|pasara|sucede|hacen)|y si)\b.*\b(?:no (?:puedo |pudiera |"
    r"llego a |alcanzo a )?(?:pag\w+|hacer|tengo|me alcanza)|atras\w+|tarde|olvid\w+|se me pasa|"
    r"fallo|falto|salto))\b"
)
# "what if i can't pay it all at once" asks for a plan.
_IN_PARTS = re.compile(r"\b(?:all|full|whole|at once|everything|todo|completo|de una|junto)\b")


# Surely one of these, it is no mere question.
ERRANDS = ("financial_hardship", "request_payment_plan")


def asks_after_a_missed_payment(words: Text) -> bool:
    """Whether a folded text (bot.nlu.known_texts) asks so.

    >>> asks_after_a_missed_payment("what happens if i miss a payment")
    True
    >>> asks_after_a_missed_payment("what if i can t pay it all at once")
    False
    """
    return _ASKS.search(words) is not None and not _IN_PARTS.search(words)
