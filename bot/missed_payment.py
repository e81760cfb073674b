"""Asks what comes of a payment that is missed: a question, and no wish to change anything."""

from __future__ import annotations

import re
from typing import Text

_ASKS = re.compile(
    r"\b(?:(?:what (?:will |would )?(?:happens?|if)|what s going to happen|will (?:i|you)|"
    r"are you going)\b.*\b(?:miss(?:ed|ing)?|skip(?:ped)?|(?:a|am|m|im|be|is|pay|days?) late|"
    r"late payment|forget|behind|(?:can ?t|cannot|don ?t|do not|won ?t|not) (?:be able to )?"
    r"(?:pay|make)|(?:don ?t|won ?t) have (?:it|the money|enough))|"
    r"(?:what (?:happens? )?if|and if|what happens when) (?:i|we) (?:just |simply )?"
    r"(?:ignore|don ?t pay|do not pay|never pay)\b|"
    r"(?:y )?si (?:lo |la |le )?(?:ignoro|no (?:lo |la |les )?pago)\b|"
    r"(?:que (?:me )?(?:pasa|pasaria|pasara|sucede|hacen)|y si)\b.*\b(?:no (?:puedo |pudiera |"
    r"llego a |alcanzo a )?(?:pag\w+|hacer|tengo|me alcanza)|atras\w+|tarde|olvid\w+|se me pasa|"
    r"fallo|falto|salto))\b"
)
# One of several: there is a plan, or one is being made, and no wish for another.
_ASKS_OF_ONE = re.compile(
    r"\b(?:what if|suppose|y si|que pasa si)\b.*\b(?:month|week|time|mes|quincena|semana|vez) "
    r"(?:i |we )?(?:can ?t|cannot|am not able|no (?:puedo|pudiera|podemos|se puede))\b"
)
# "what if i can't pay it all at once" asks for a plan.
_IN_PARTS = re.compile(r"\b(?:all|full|whole|at once|everything|todo|completo|de una|junto)\b")


# Surely one of these, it is no mere question.
ERRANDS = ("financial_hardship", "request_payment_plan")


def asks_if_one_is_missed(words: Text) -> bool:
    """Whether a folded text asks what comes of one missed among several.

    >>> asks_if_one_is_missed("y si un mes no puedo")
    True
    >>> asks_if_one_is_missed("what if i can t pay this month")
    False
    """
    return _ASKS_OF_ONE.search(words) is not None


def asks_after_a_missed_payment(words: Text) -> bool:
    """Whether a folded text (bot.nlu.known_texts) asks so.

    >>> asks_after_a_missed_payment("what happens if i miss a payment")
    True
    >>> asks_after_a_missed_payment("what if i can t pay it all at once")
    False
    """
    return _ASKS.search(words) is not None and not _IN_PARTS.search(words)
