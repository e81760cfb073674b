"""Asks whether anything is to be paid while a person looks at something: no wish to pay."""

from __future__ import annotations

import re
from typing import Text

_BEFORE = (
    r"(?:(?:ok|okay|so|but|and|then|well|wait|thanks|meanwhile|in the meantime|for now|y|pero|"
    r"entonces|bueno|gracias|mientras tanto|mientras|por mientras|por ahora) )*"
)
_DUTY = (
    r"(?:(?:do|should|must|shall|will|would|am) (?:i|we) (?:still |just |really |even |supposed "
    r"|suppose |have |need |got |gotta |to |start |keep |go ahead and |continue )*"
    r"(?:pay\w*|owe|send\w*(?: in)? (?:a |any |some |you |u |my )*"
    r"(?:check|payments?|money|something|anything|another(?: (?:one|check|payment))?|it again))\b|"
    r"(?:(?:yo )?(?:todavia |aun |igual )?(?:tengo que|debo|debemos|deberia|tenemos que|hay que|"
    r"necesito|sigo)|me toca|le debo) (?:ir |seguir |empezar a )*"
    r"(?:pag(?:ar|ando)\w*|mand(?:ar|ando)\w* (?:algo|dinero|un cheque|el pago)|debiendo)\b)"
)
_AND_WHEN = (
    r"(?:till?|until|meanwhile|mean while|in the mean ?time|for now|while|before (?:then|that)|yet|"
    r"mientras|hasta|por ahora|por mientras|entre tanto)\b"
)
_ASKS = re.compile(
    rf"{_BEFORE}(?:"
    rf"{_DUTY}(?:.{{0,25}} {_AND_WHEN}.{{0,50}}|"
    r"(?: (?:it|this|that|the \w+|you|something|anything|then|now|still|algo|eso|esto|ahora|"
    r"todavia|or (?:not|no|nah|what)|o no|"
    r"el saldo|la cuenta|(?:lo|el|la|los|las) (?:demas|resto|otr[oa]s?)|otro|l[oa]s? \d+|\d+))*)|"
    rf"(?:while|until|mientras|hasta que) .{{3,40}} {_DUTY}.{{0,25}}|"
    r"(?:so |should |do )?(?:i )?(?:pay|send it) (?:it |this |now |first )*or (?:do |should )?"
    r"(?:i )?(?:just )?wait.{0,20}|"
    r"(?:should|do|can) i (?:just )?wait(?: (?:to pay|or pay|until|till|before).{0,40})?|"
    r"(?:lo )?pago (?:ahora |ya )?o (?:me )?espero.{0,20}|(?:mejor )?(?:me )?espero(?: (?:para|a) "
    r"pagar(?:lo)?| o (?:lo )?pago.{0,20})"
    r")"
)
_MOST_WORDS = 16


def asks_if_due_meanwhile(words: Text) -> bool:
    """Whether a folded text (bot.nlu.known_texts) asks so.

    >>> asks_if_due_meanwhile("do i need to pay till then")
    True
    >>> asks_if_due_meanwhile("y mientras tanto tengo que pagar algo")
    True
    >>> asks_if_due_meanwhile("can i pay 50 till then"), asks_if_due_meanwhile("i ll pay then")
    (False, False)
    """
    return len(words.split()) <= _MOST_WORDS and _ASKS.fullmatch(words) is not None
