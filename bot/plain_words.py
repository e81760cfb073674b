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
_WAS_THERE = re.compile(
    r"\b(?:i|we) (?:was|were) (?:there|seen|treated|a patient(?! (?:at|in|of) an))\b|"
    r"\b(?:i|we) did (?:go|come)\b|\b(?:si|pero) (?:estuve|fui|me atendieron)\b"
)
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


def bare(words: Text) -> bool:
    """Whether a folded text is a bare day or number: an answer, where something was asked.

    >>> bare("the 15th"), bare("44107")
    (True, False)
    """
    return _BARE.fullmatch(words) is not None
