"""Whether a text says that its writer doesn't know, doesn't have or doesn't understand what was
asked: no answer, and no errand of its own.
"""

from __future__ import annotations

import re
from typing import Text

_BEFORE = (
    r"(?:(?:um|uh|hmm|well|wait|but|and|ok|no|pues|este|ay|y|pero|la verdad|sorry|honestly|"
    r"actually|i ?m sorry(?: but)?) )*"
)
_DONT_KNOW = re.compile(
    rf"{_BEFORE}(?:idk|dunno|unsure|no idea|"
    r"h+m+|m{2,}|u+h+|u+m+|let me think(?: about it)?|(?:deje|dejeme) pensar(?:lo)?|"
    r"(?:i (?:really )?)?(?:dont|don t|do not) (?:really )?(?:know|understand|get it|follow)"
    r"(?: yet| honestly| this| that| it| any| any of (?:it|that|this)| either)*|"
    r"(?:idk|dunno)(?: any of (?:it|that|this)| either)|"
    r"(?:i ?m |im |i am )?(?:not (?:really )?sure|confused|lost)(?: yet)?|"
    r"no (?:lo )?(?:se|entiendo|comprendo)(?: todavia| aun| bien| nada| la verdad)?|"
    r"(?:i (?:dont|don t|do not) know|i dunno|not sure|idk|dunno) (?:how much|how often|"
    r"(?:what|which) (?:day|date|amount|one|visit|bill)|when)"
    r"(?: (?:i|can|could|should|to|pay|do|afford|say|pick|start|works?|yet|it|is|was))*|"
    r"no (?:lo )?se (?:que (?:dia|fecha|cantidad)|cuanto|cuando|cada cuanto|cual)"
    r"(?: (?:puedo|podria|poner|pagar|dar|decir|escoger|todavia|aun|es|fue))*|"
    r"(?:idk |dunno |i dont know )?(?:you|u) (?:pick|choose|decide)(?: (?:it|one|for me))?|"
    r"(?:no se )?(?:usted|ud) (?:diga|digame|decida|escoja|elija)|"
    r"(?:(?:and|so|then|ok|but|well) )*"
    r"(?:(?:now )?what (?:do|should|can) i do(?: now| then)?|now what|what now)|"
    r"(?:(?:y|pero|entonces|ahora) )*(?:(?:como|que) le hago|que (?:hago|puedo hacer)(?: "
    r"ahora| entonces)?|(?:y )?ahora que)|"
    r"(?:i )?(?:dont|don t|do not) (?:even )?have (?:the|my|that|a|any|your) "
    r"(?:paper|papers|bill|letter|statement)s? (?:with me|here|on me|handy|in front of me|anymore)|"
    r"no tengo (?:el|la|los|mi) (?:papel|papeles|factura|carta|recibo) (?:aqui|conmigo|a la mano)|"
    r"quien sabe|no estoy segur[oa]|ni idea|whatever (?:you|works)[a-z ]{0,20})"
)
# What we ask for, which somebody may not have at hand: an account number, a ZIP code, a letter.
_THING = (
    r"(?:(?:(?:any|of|the|my|that|this|those|these|a|an|what|which|it is|es|de|del|que|el|la|los|"
    r"las|mi|mis|ese|esa|esos|esas|ningun|ninguna|cual es|what my|(?:insurance|member|policy|"
    r"group|claim|account|zip|birth)) )*"
    r"(?:account|numbers?|id|zip|bill|statement|papers?|documents?|letter|card|income|dob|date|"
    r"cuenta|numeros?|codigo|factura|papel(?:es)?|documentos?|carta|tarjeta|poliza|"
    r"recibo)\b.{0,40})"
)
_LACKS = re.compile(
    rf"{_BEFORE}(?:(?:i )?(?:dont|don t|do not|can ?t|cannot|can t)(?: even| really)? "
    r"(?:know|have|remember|recall|find|see)|i (?:lost|forgot|threw out)|idk|dunno|"
    r"(?:yo )?no (?:me )?(?:lo |la |los )?(?:se|tengo|recuerdo|acuerdo|encuentro|sabria)|"
    rf"perdi|se me (?:perdio|olvido|perdieron)) {_THING}"
)
_LACKS_IT = re.compile(
    rf"{_BEFORE}(?:(?:i )?(?:dont|don t|do not) (?:even )?have (?:it|that|one|either|any)"
    r"(?: of (?:it|that|those|them))?|(?:yo )?no (?:lo|la|los|las|me) (?:tengo|se|acuerdo)|"
    r"no tengo (?:ningun[oa]|nada de eso|eso))(?: (?:here|with me|on me|aqui|conmigo|a la mano))?"
)
_NEVER_HAD = re.compile(
    r"\b(?:with (?:you|yall)|con ustedes|due|wrong|for (?:this|that)|"
    r"(?:this|that|your|ese|este|su) (?:number|numero))\b"
)
_MOST_WORDS = 12  # in a longer one something else is told as well


def does_not_know(words: Text) -> bool:
    """Whether a folded text (bot.nlu.known_texts) says no more than that.

    >>> does_not_know("idk"), does_not_know("i don t know why i owe this")
    (True, False)
    """
    return _DONT_KNOW.fullmatch(words) is not None


def lacks_what_is_asked(words: Text) -> bool:
    """Whether it says that what a form or an office asks for is not at hand.

    Only where something is asked: elsewhere who can't find the bill may want another.

    >>> lacks_what_is_asked("no tengo la factura a la mano")
    True
    >>> lacks_what_is_asked("i don t have an account with you")
    False
    """
    if _LACKS_IT.fullmatch(words):
        return True
    lacking = _LACKS.fullmatch(words) is not None and not _NEVER_HAD.search(words)
    return lacking and len(words.split()) <= _MOST_WORDS
