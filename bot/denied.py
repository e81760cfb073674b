"""Texts full of an errand's words only to say that it is not meant."""

from __future__ import annotations

import re
from typing import Text

_NO_DISPUTE = re.compile(
    r"\b(?:don ?t|do not|didn ?t|not|never|no)\b (?:\w+ ){0,2}?"
    r"(?:disput\w*|contest(?:ing)?|argu\w*|discut\w*|niego)\b"
)
# Whoever would rather not call us has not asked to be left alone.
_NO_CALL = re.compile(
    r"(?:(?:but|no|well|ok|sorry|and|y|pero) )*(?:(?:i |we )?(?:(?:really |just )*(?:don ?t|do not|"
    r"can ?t|cannot|won ?t|hate to|rather not|d rather not|would rather not)(?: (?:want|like|wanna|"
    r"need|have|wish|really|feel like))*(?: to)? (?:call|calling|phone|talk on the phone|make "
    r"calls)"
    r"(?: (?:you|yall|u|guys|anyone|anybody|them|there|in|on|the|phone|that|number|right|now|pls|"
    r"please|it))*)|(?:yo )?no (?:quiero|puedo|me gusta) (?:llamar|hablar por telefono)"
    r"(?: (?:a|nadie|ahora|ustedes|por|telefono))*)"
)
_NO_PERSON = re.compile(
    r"\b(?:don ?t|do not|no)\b (?:want|need|have|quiero|necesito)(?: to| que)? "
    r"(?:(?:talk|speak|hablar)(?: to| with| con)? )?(?:an?|any|some|una|ninguna) "
    r"(?:real |live )?(?:person|human|rep\w*|agent|persona|humano|representante)\b"
)
_NO_PLAN = re.compile(
    r"\b(?:don ?t|do not|didn ?t|did not|not|never|no)\b "
    r"(?:(?:want|need|ask\w*|looking|trying|interested|wanna|quiero|necesito|pedi)\b ?)"
    r"(?:(?:for|to|in|do|be|on|set|up|an?|any|your|the|un|ningun|hacer) )*"
    r"(?:payment |monthly )?(?:plan|installments|payments)\b"
)
_WAS_THERE = re.compile(
    r"\b(?:i|we) (?:was|were) (?:there|seen|treated|a patient(?! (?:at|in|of) an))\b|"
    r"\b(?:i|we) did (?:go|come)\b|\b(?:si|pero) (?:estuve|fui|me atendieron)\b"
)


def denies_a_dispute(words: Text) -> bool:
    """Whether a folded text says that nothing is disputed, though it is full of the word.

    >>> denies_a_dispute("i don t dispute that i owe it"), denies_a_dispute("i dispute it")
    (True, False)
    """
    return _NO_DISPUTE.search(words) is not None


def would_rather_not_call(words: Text) -> bool:
    """Whether a folded text says that its writer doesn't want to, or can't, call us.

    >>> would_rather_not_call("i dont want to call"), would_rather_not_call("don t call me")
    (True, False)
    """
    return _NO_CALL.fullmatch(words) is not None


def wants_no_person(words: Text) -> bool:
    """Whether a folded text would rather not talk to a person.

    >>> wants_no_person("i dont want to talk to a person"), wants_no_person("a person please")
    (True, False)
    """
    return _NO_PERSON.search(words) is not None


def was_there(words: Text) -> bool:
    """Whether a folded text says that its writer was treated: so we have not the wrong person.

    >>> was_there("i don t know this doctor but i was there"), was_there("i was never there")
    (True, False)
    """
    return _WAS_THERE.search(words) is not None


def wants_no_plan(words: Text) -> bool:
    """Whether a folded text would rather not pay in parts.

    >>> wants_no_plan("i dont want a payment plan what is this for")
    True
    >>> wants_no_plan("don t you have a payment plan")
    False
    """
    return _NO_PLAN.search(words) is not None
