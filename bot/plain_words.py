"""Whole texts that mean one thing wherever they stand, however sure the model is of another.

A table, as small as can be: what examples can teach belongs to data/nlu. `PLAIN` holds what opened
work that nobody asked for; `bare` is no errand at all.
"""

from __future__ import annotations

import re
from typing import Optional, Text

_BEFORE = (
    r"(?:(?:ok|okay|so|but|and|then|well|wait|hi|hello|meanwhile|in the meantime|y|pero|entonces|"
    r"bueno|hola|mientras tanto|mientras|por mientras) )*"
)
_AFTER = (
    r"(?: (?:then|now|again|please|pls|still|though|meanwhile|in the meantime|until then|"
    r"entonces|ahora|por favor|otra vez|mientras tanto|mientras))*"
)
PLAIN = {
    "payment_status": (
        r"when (?:is|s|are) (?:my|the|our) (?:next |first |upcoming |last )?payments?(?: due)?|"
        r"when(?: is|s) (?:it|my (?:plan|installment|bill)|the next one) due(?: next)?|"
        r"when do i (?:pay|owe|make (?:a|the|my) payment)(?: next)?|"
        r"(?:what|which) day (?:is|s) (?:my|the) (?:next )?payment(?: due)?|"
        r"cuando (?:es|vence|me toca|toca|debo hacer) (?:mi|el) (?:proximo |siguiente |primer )?"
        r"pago|"
        r"cuando me toca pagar|que dia me toca(?: pagar)?|"
        r"(?:when|by when) do i (?:have|need) to pay(?: (?:it|this|that))?(?: by)?|"
        r"(?:para )?cuando (?:tengo|hay) que pagar(?:l[oa])?"
    ),
    "greet": (
        r"what(?: all)? can (?:you|u) (?:do|help)(?: (?:for )?me)?(?: with)?|"
        r"(?:en )?que (?:me )?puede(?:s)? (?:ayudar(?:me)?|hacer)(?: por mi)?|"
        r"(?:en|con) que (?:me )?(?:puede )?ayuda(?:r(?:me)?)?|"
        r"(?:are )?(?:you|u) (?:still )?there|(?:sigue|esta) (?:usted )?ahi"
    ),
    "goodbye": (
        r"nvm|nm|never ?mind(?: (?:it|that|me|i got it|all good))?|forget (?:it|about it|i asked)|"
        r"olvidelo|nada olvidelo|no importa|ya nada|"
        r"(?:thanks|thank you|thx|ty|gracias|muchas gracias)(?: so much| a lot)? "
        r"(?:bye|bye bye|goodbye|good night|adios|hasta luego|buenas noches)"
    ),
    "identity_question": (
        r"(?:do|must) i (?:really )?(?:have|need)? ?(?:to )?(?:give|send|tell|share|text)"
        r"(?: you| u)?(?: my| the| all)? ?(?:zip|zip code|birthday|dob|date of birth|address|"
        r"account number|that|this|info|information)|"
        r"(?:tengo que|es necesario|hace falta) (?:dar(?:le)?|mandar(?:le)?|decir(?:le)?)"
        r"(?: (?:mi|el|la|mis))? ?(?:codigo postal|fecha de nacimiento|direccion|datos|eso|"
        r"numero de cuenta)|"
        r"(?:(?:please|pls|plz) )?(?:don ?t|do not|never) (?:you )?(?:tell|show|text|contact|"
        r"say (?:any"
        r"thing|a word) to|mention (?:it|this) to) (?:her|him|them|my \w+|anyone|anybody|"
        r"nobody|no one)"
        r"(?: (?:about|please|pls|this|it|that|ok))*|"
        r"(?:por favor )?no (?:le |les )(?:diga|digan|cuente|cuenten)(?: (?:nada|a|el|mi|ella|"
        r"nadie|"
        r"esto|mama|papa|esposo|esposa))*|"
        r"prove it|(?:how|why) (?:do|should|can|would) i (?:know|trust|believe) "
        r"(?:this|that|you|it)(?: is| s)?(?: real| legit| you)?|pruebelo|demuestrelo"
    ),
    "explain_bill": (
        r"(?:and )?what(?: ?s| is| are| was) (?:the|that|this|those) (?:\w+ )?\d{2,6}(?: dollars)? "
        r"(?:for|about|charge)|(?:y )?(?:de )?que (?:es|son) (?:el|los|esos|ese)(?: cargo de)? "
        r"\d{2,6}(?: dolares)?|(?:y )?(?:de|por|para) que son los \d{2,6}"
    ),
    "explain_eob_term": (
        r"how much (?:is the )?interest(?: is (?:it|there))?|is there (?:any )?interest|"
        r"do (?:you|u|yall) charge (?:any )?interest|(?:me )?cobran interes(?:es)?|"
        r"(?:hay|tiene) interes(?:es)?|cuanto (?:es )?(?:de |el )?interes(?:es)?"
    ),
    "financial_hardship": (
        r".{0,40}\b(?:i|we)(?: ?m| am| only| just)*(?: on| get| got| make| live (?:on|off)| have| "
        r"receive| bring home)? .{0,12}\d{3,5} .{0,25}\b(?:ssdi|ssi|social security|disability|"
        r"unemployment|pension|retirement|food stamps)\b.{0,20}|"
        r".{0,40}\b(?:recibo|me dan|vivo (?:con|de)|cobro|me llegan) .{0,12}\d{3,5} .{0,25}\b"
        r"(?:seguro social|desempleo|pension|incapacidad|discapacidad|retiro)\b.{0,20}"
    ),
    "credit_report_concern": (
        r"(?:i ?m |im |i am |we are )?(?:so |really )?(?:scared|afraid|worried|terrified) "
        r"(?:that )?"
        r"(?:you|they|yall|you guys)(?: ?ll| will| are going to| re going to| gonna| might| could|"
        r" can)* (?:take|get|put a lien on|garnish|come after|come for) (?:my|our) \w+(?: \w+)?"
    ),
    "make_payment": (
        r"(?:do you (?:take|accept|have) |can i (?:pay |do )?(?:with |by |use |via |through |on )?|"
        r"is there |aceptan |tienen |(?:se )?puedo? pagar (?:con |por |en )?)?(?:a )?(?:apple "
        r"pay|google"
        r" pay|zelle|venmo|paypal|cash app|online|on line|en linea|por internet|website|web site|"
        r"web page|pagina web|app)(?: (?:to pay|payments?|instead|please|para pagar))*"
    ),
    "check_balance": (
        r"(?:so|then|entonces) (?:(?:i|we) (?:don ?t|do not) owe (?:you |yall )?"
        r"(?:anything|nothing|a thing|any money)|no (?:les |le )?debo nada)"
        r"(?: (?:right|correct|anymore|at all|verdad))*|"
        r"(?:which|what) (?:number|amount|one|total) is (?:the )?(?:right|correct|real)(?: one)?|"
        r"cual (?:numero|cantidad|monto|total)?(?: es)?(?: (?:el|la))? "
        r"(?:correcto|correcta|buen[oa])|"
        r"(?:am i|are we|i ?m|i am|we ?re)(?: all)? (?:good|set|square|clear|paid up|even|settled|"
        r"up to date)(?: (?:now|then|with you|right))*|(?:ya )?(?:estoy al corriente|quede al "
        r"corriente|no debo nada)(?: verdad| entonces| ya)*|"
        r"(?:i ?m (?:so |really |too )?(?:scared|afraid|nervous)"
        r"(?: to (?:even )?(?:ask|look|know))?(?: but)? )?how bad is "
        r"(?:it|this|the damage|the bill|my bill)|"
        r"do i (?:still |really |even )?(?:have to|need to|gotta|owe and have to) pay"
        r"(?: (?:anything|something|this|it|that|you|"
        r"(?:the |this |that )?(?:bill|balance|\d{2,6})))?|"
        r"(?:yo )?(?:todavia )?tengo que pagar(?: (?:algo|esto|eso|yo|"
        r"los \d{2,6}|(?:el|la|lo|los|las) (?:otr[oa]s?|demas)))?|"
        r"do i (?:still )?(?:have|need) to pay(?: (?:it|this|that|anything))? (?:while|until) "
        r".{3,30}|tengo que pagar(?: (?:algo|eso|esto))? (?:mientras|hasta que) .{3,30}"
    ),
}
# Whoever says these was not answered: neither a no nor an errand.
_UNANSWERED = re.compile(
    r"(?:(?:no|but|ok|um|pero|y) )*(?:(?:that ?s|that is) not what i (?:asked|said|meant|want\w*)|"
    r"(?:you )?(?:didn ?t|did not|don ?t|never) answer (?:me|my question|the question|what i \w+)|"
    r"(?:just )?answer (?:me|my question|the question)|you ?(?:re|are) not (?:listening|answering)|"
    r"(?:eso )?no es lo que (?:le )?(?:pregunte|pedi|dije)|no me (?:contesto|respondio|entiende)|"
    r"no (?:contesto|respondio) mi pregunta)(?: .{1,30})?"
)
_PLAIN = {intent: re.compile(f"{_BEFORE}(?:{words}){_AFTER}") for intent, words in PLAIN.items()}
_BARE = re.compile(
    r"(?:(?:on|the|el|dia|day) )*(?:\d{1,2}(?:st|nd|rd|th)?|primero)|when|cuando|how long|"
    r"when(?:ever)? (?:i|we) get paid|cuando me paguen"
)


def meant_plainly(words: Text) -> Optional[Text]:
    """The intent of a folded text (bot.nlu.known_texts) that stands in the table.

    >>> meant_plainly("ok when is my next payment")
    'payment_status'
    """
    return next((name for name, text in _PLAIN.items() if text.fullmatch(words)), None)


def was_not_answered(words: Text) -> bool:
    """Whether a folded text says that we did not answer what was asked.

    >>> was_not_answered("that s not what i asked")
    True
    """
    return _UNANSWERED.fullmatch(words) is not None


def bare(words: Text) -> bool:
    """Whether a folded text is a bare day or number: an answer, where something was asked.

    >>> bare("the 15th"), bare("44107")
    (True, False)
    """
    return _BARE.fullmatch(words) is not None
