"""The reviewed words of opting out and in, for texts made plain by `opt_out.plain`.

Plain texts have no accents, no apostrophes and no punctuation: "Don't" is `dont`.
"""

from __future__ import annotations

import re

# C1 and C2: the whole text. CANCEL, END and QUIT count even in the middle of a form (C4).
ENGLISH_KEYWORDS = {
    *("stop", "stopall", "stop all", "unsubscribe", "unsubscribe me", "unsubscribed", "cancel"),
    *("end", "quit", "revoke", "optout", "opt out", "opt me out", "opting out", "remove"),
    *("remove me", "unsuscribe", "unsubcribe", "unsubscribe please", "please unsubscribe"),
    *("cancel please", "quit please", "please quit", "please cancel", "cancel all", "discontinue"),
    *("stp", "sotp", "stpo", "stopp", "dnc", "do not call", "do not contact", "do not text"),
}
SPANISH_KEYWORDS = {
    *("alto", "para", "pare", "paren", "parar", "parenle", "ya parenle", "paren ya", "pare ya"),
    *("basta", "ya basta", "detener", "detenganse", "deje de escribir", "salir", "baja"),
    *("cancelar", "no mas", "ya no mas", "ya no", "no mas por favor", "stop por favor"),
    *("darme de baja", "dame de baja", "denme de baja", "deme de baja", "no moleste"),
}
# Words that may stand around STOP without changing it ("Stop. Thank you", "i said stop").
POLITE = {
    *("please", "pls", "plz", "plis", "thank", "thanks", "you", "ty", "thx", "now", "it", "ok"),
    *("okay", "just", "i", "said", "say", "ya", "por", "favor", "gracias", "and", "already"),
    *("asap", "would", "could", "can", "kindly", "sir", "immediately", "right", "im", "asking"),
    *("nicely", "hey", "guys", "yall", "yes", "again"),
}
COURTESY = {"please", "pls", "plz", "por", "favor"}
STOP_WORDS = {"stop", "stopall", "unsubscribe", "optout"}
# The last clause of a longer text ("three calls a day. stop it", "me están acosando, paren ya").
LAST_CLAUSES = {
    "paren ya",
    "pare ya",
    "ya no mas",
    "ya basta",
    "paren",
    "ya paren",
    "no mas textos",
}

START_WORDS = {"start": None, "unstop": None, "opt in": "en", "optin": "en"}
YES_WORDS = {
    "yes": None,
    "y": None,
    "yes start": "en",
    "start again": "en",
    "text me again": "en",
    "si": "es",
    "iniciar": "es",
    "reanudar": "es",
    "empezar": "es",
    "comenzar": "es",
}
HELP_WORDS = {"help": None, "info": None, "ayuda": "es"}

_ME = r"(?:me|us|this (?:number|phone|cell)|my (?:number|phone|cell)|here)"
_OFTEN = r"(?:ever |never |please |keep |bother |continue to )*"
_TEXTING = (
    r"(?:te?xt(?:ing|in|s)?|txting|messag(?:e|ing|in|es)|msg(?:s|ing)?|contacting|contact|"
    r"bothering|harr?ass?ing|spamming|bugging|pestering|messing with|blowing up)"
)
_TEXTS = r"(?:te?xts?|txts?|messages?|msgs?|sms|notifications?|alerts?)"
_STOP = r"(?:stop|quit|cease|discontinue|cancel|end|halt)"

ENGLISH_PHRASES = re.compile(
    "|".join(
        (
            rf"\b{_STOP} (?:all |with )?(?:{_TEXTING}) {_ME}\b",
            r"\b(?:stop|quit) (?:the )?(?:texting|txting|messaging|spamming|harr?ass?ing|"
            r"contacting|bothering)$",
            rf"\b{_STOP} (?:\w+ ){{0,3}}(?:calling|contacting) {_ME}\b",
            r"\b(?:stop|quit) (?:calling)$",
            rf"\b{_STOP} (?:sending|w|with)? ?(?:me |us )?(?:all |the |these |those |this |any |"
            rf"your |more |so many |getting |receiving )*{_TEXTS}\b",
            r"\b(?:stop|quit) sending (?:me |us )?(?:these|this stuff|this crap|this shit|anything|"
            r"stuff|things)\b",
            rf"\b(?:dont|do not|never|not to|no longer) (?:you )?{_OFTEN}(?:te?xt|txt|message|msg|"
            rf"contact) (?:{_ME}|again|anymore)\b",
            r"\b(?:dont|do not|never) want to hear from (?:you|yall|u)\b",
            rf"\b(?:dont|do not|never) {_OFTEN}(?:call|contact) {_ME} (?:again|anymore|any more|"
            r"ever)",
            r"^(?:please )?(?:dont|do not) (?:contact|call) me(?: please)?$",
            rf"\bno more (?:\w+ )?{_TEXTS}\b",
            rf"\bnever (?:got|get|received?|saw|see|had) another (?:\w+ )?{_TEXTS}\b",
            rf"\benough (?:with|of) (?:the |these |your )?{_TEXTS}\b",
            r"\b(?:dont|do not|no longer) (?:want|wish|like|consent)(?: to)?(?: \w+)? ?(?:get|"
            r"receive|"
            r"getting|receiving|to)? ?(?:any |more |any more |these |those |your |the "
            rf")*{_TEXTS}\b",
            r"\b(?:revoke|withdraw|take back) (?:my |any |all )?(?:prior )?consent\b",
            r"\b(?:want|like|asking|choose|wish|need) (?:to|2) (?:opt out|unsubscribe|be "
            r"removed)\b",
            r"\b(?:opt|take|get) me (?:out|off)(?: of)? (?:this|these|your|the)(?: \w+){0,2} "
            r"(?:lists?|"
            r"te?xts?|messages?|alerts?)\b",
            r"\bhow (?:do|can|to) (?:i |u |you |we )?(?:unsubscribe|opt out)\b",
            rf"\bhow (?:do|can) (?:i|we) (?:stop|end|cancel|turn off) (?:getting |receiving )?"
            rf"(?:these |the |your |all )?{_TEXTS}\b",
            r"\b(?:remove|delete|take|drop|scrub) (?:me|my number|my phone|this number|my cell)"
            r"(?: please)? ?(?:$|off|from|out)",
            r"\blose (?:my|this) number\b",
            r"^(?:please |just |pls )?(?:leave|let) (?:me|us) (?:alone|be)(?: please| now)?$",
            r"\bput me on (?:your|the) do not (?:call|text|contact) list\b",
            r"\b(?:cease (?:and|n|&) desist|cease (?:all )?(?:communications?|contact))\b",
            r"\b(?:want|wish) no (?:further|more) (?:contact|communications?|texts|messages)\b",
            r"^no calls no texts?\b",
        )
    )
)

_MENSAJES = r"(?:mensajes?|textos?|sms|mensajitos|notificaciones|avisos)"
SPANISH_PHRASES = re.compile(
    "|".join(
        (
            r"\b(?:deje|dejen|deja|dejar|pare|paren|para) (?:ya )?de (?:estar )?"
            r"(?:escribir|textear|molestar|contactar|acosar|mensajear|llamar|fregar|fregando|"
            r"chingar|"
            r"joder)(?:me|nos)?\b(?! a)",
            rf"\b(?:deje|dejen|deja|dejar|pare|paren) (?:ya )?de (?:mandar|enviar)(?:me|nos)?"
            rf"(?: \w+)? {_MENSAJES}",
            rf"\b(?:ya )?no (?:me|nos) (?:vuelv\w+ a )?(?:mand|envi|lleg)\w* ?(?:mas |tantos )?"
            rf"{_MENSAJES}",
            r"\b(?:ya )?no (?:me|nos) (?:escriban?|texteen?|contacten?|molesten?|mensajeen?)"
            r"(?: mas| por favor| ya| por texto| nunca)*$",
            r"\b(?:ya )?no (?:me|nos) vuelvan? a (?:escribir|textear|contactar|molestar|mandar)\b",
            r"\bno me vuelvan? a llamar\b|\b(?:ya )no me llamen?(?: mas| por favor)*$",
            r"\bno me llamen? (?:mas|nunca)\b",
            r"\bno me (?:manden?|envien?) (?:nada )?(?:mas|nada)\b",
            rf"\b(?:ya )?no mas (?:de )?(?:sus |estos )?{_MENSAJES}",
            rf"\b(?:ya )?no (?:quiero|quisiera|deseo) (?:que me (?:mand|envi)\w+ |recibir |seguir "
            rf"recibiendo |mas )+(?:mas |sus |estos )*{_MENSAJES}",
            r"\bno quiero que me (?:escrib|texte|contact|molest)\w+",
            rf"\b(?:cancel|deteng|elimin)\w* (?:los |estos |sus |mis )?{_MENSAJES}",
            rf"\b(?:descontin\w+|suspend\w+|paren|pare) (?:con )?(?:los |estos |sus ){_MENSAJES}",
            r"\b(?:quit|sa[cq]|borr|elimin)\w*me de (?:la|su|esta|sus) listas?\b",
            r"\b(?:borr|elimin|quit|sa[cq])\w* (?:ya )?mi (?:numero|telefono|celular)\b",
            r"^borrenme$|^saquenme$",
            r"\b(?:dejen|deje|deja)(?:me|nme)? en paz\b|\bdejenme en paz\b|\bdejeme en paz\b",
            r"\bcomo (?:hago|le hago|puedo)(?: para)? (?:no recibir|dejar de recibir|parar|"
            r"cancelar)"
            rf" (?:mas |los |estos |sus )*{_MENSAJES}",
            r"\b(?:quiero|quisiera|deseo|necesito) (?:darme de baja|que me den de baja)",
            r"\b(?:revoco|retiro|no doy) (?:mi |el )?(?:consentimiento|permiso)\b",
            rf"\bque dejen de (?:mandar|enviar)(?:me)? {_MENSAJES}",
            rf"\bno me jodan? (?:mas )?con (?:los |sus )?{_MENSAJES}",
            r"\bya no me \w*texteen\b|\bno me texteen\b",
        )
    )
)

# Narrower than an end of texts: another place, another time, another medium, another matter, or
# the opposite. The model reads these.
NARROWER = re.compile(
    "|".join(
        (
            r"\b(?:dont|do not|didnt|did not|never|not|wont|cant|cannot) "
            r"(?:ever |want (?:you )?to |want (?:the |my )?(?:texts|messages) to |say (?:to )?|ask "
            r"(?:you )?to |wanna )?(?:stop|quit|unsubscribe|opt out|remove)",
            r"\bno (?:dejen|deje|paren|pare|cancele|cancelen)\b",
            r"\b(?:why|when|did|have|has) (?:did |you |u |they |have |i )*(?:stop|quit)",
            r"\bpor que (?:ya )?(?:no me|dejaron)",
            r"\b(?:address|direccion|insurance|seguro|plan|payments?|pagos?|autopay|appointment|"
            r"cita|"
            r"paper|papel|e ?mails?|correos?|letters?|cartas?|mail|mailed|statements?|fax|bills?|"
            r"facturas?)\b(?! (?:and )?(?:stop|quit) (?:te?xting|messaging))",
            r"\b(?:at|from|on) (?:my |the )?(?:place of )?(?:work|job|office|"
            r"employment|employer)\b|\b(?:al|en (?:el|mi)) (?:trabajo|"
            r"oficina)\b",
            r"\b(?:before|until|till|after|so (?:late|early)|at night|in the (?:morning|evening)|"
            r"during|while|on (?:sun|mon|tues|wednes|thurs|fri|satur)days?|on weekends|today|"
            r"tonight|this late|this early)\b",
            r"\b(?:antes de|despues de|hasta|tan (?:tarde|temprano)|de noche|por la (?:noche|"
            r"manana)|"
            r"los (?:domingos|sabados|lunes)|mientras|durante|hoy)\b",
            r"\b(?:text|txt|message|msg) (?:me )?(?:only|instead|is fine|works|is better)\b|"
            r"\b(?:just|only) (?:te?xt|txt|message)\b|\bsolo (?:textos?|mensajes?|por texto)\b|"
            r"\btexto solamente\b",
            r"\b(?:my|mi) (?:mom|mother|dad|father|wife|husband|son|daughter|family|boss|neighbor|"
            r"ex|mama|papa|esposa|esposo|hijo|hija|familia|jefe|vecin[ao])\b",
        )
    )
)
