"""Which texts are requests about contact, and which only look like one."""

from __future__ import annotations

import pytest

from receivables.policy.opt_out import ContactKind, contact_request

OPT_OUTS = [
    # C1 and C2: keywords, in any case, with punctuation, repeated, politely, misspelt
    *("STOP", "stop", "Stop.", " stop!!! ", "sToP", "STOPALL", "stop all", "UNSUBSCRIBE", "CANCEL"),
    *("END", "Quit", "revoke", "OPTOUT", "opt out", "Opt-Out", "stop stop stop", "STOP!STOP!"),
    *("please stop", "pls stop", "stop please and thank you", "Stop. Thank you", "i said stop"),
    *("would you stop", "stop it", "STOP now", "ok stop", "🛑", "🛑🛑 stop", "STOP 🙏", "'stop'"),
    *("stp", "sotp", "unsuscribe", "s\u200btop", "ＳＴＯＰ", "do not call", "DNC", "remove me"),
    # C3: plain words
    *("please stop texting me", "stop texting me", "quit texting me", "STOP TEXTING ME!!"),
    *("dont text me", "Don’t text me again", "do not contact me again.", "never text me again"),
    *("Don't you ever text me again", "nah dont text me no more", "no more texts", "no more msgs"),
    *("stop sending me this stuff", "stop sending these messages", "stop w the texts already"),
    *("cancel texts", "enough with the texts", "i dont want these texts", "Lose this number"),
    *("I no longer wish to receive these messages", "I do not consent to text messages"),
    *(
        "I revoke my consent to be contacted by phone or text.",
        "i want to opt out",
        "leave me alone",
    ),
    *("How do I unsubscribe", "how do i stop these messages", "remove me from your list"),
    *("take my number off", "put me on your do not call list", "cease and desist"),
    *("Cease and desist all communication.", "I want no further contact from you"),
    *("stop harassing me", "stop bothering me", "this is harassment, stop", "stop calling me"),
    *("three calls a day. stop it", "y'all need to quit texting me", "shut up and stop texting"),
    *("I already paid this!! stop texting me", "I don't want to hear from you people again"),
    # Spanish
    *("ALTO", "PARAR", "paren", "ya basta", "no más", "Cancelar", "darme de baja", "salir"),
    *("no me manden más mensajes", "dejen de escribirme", "ya no me escriban", "no me texteen"),
    *("ya no quiero recibir textos", "no quiero más mensajes", "déjenme en paz", "no me molesten"),
    *("quítenme de la lista", "sáquenme de su lista", "borre mi número", "cancelar mensajes"),
    *("Quiero que dejen de mandarme textos", "no me vuelva a contactar", "ya no me llamen"),
    *("me están acosando, paren ya", "Como hago para no recibir más mensajes?", "stop por favor"),
    *("ya no mas mensajes plis", "no doy permiso para que me manden textos", "ya párenle"),
    "Por favor descontinúen los mensajes",
]

NEAR_MISSES = [
    # another place, time, medium or person
    *("stop sending it to my old address", "stop mailing me paper statements", "text only please"),
    *(
        "don't call me at work",
        "don't text me before 9",
        "stop texting me at work",
        "email me instead",
    ),
    *("stop calling me, just text me", "don't text me so late", "call me after 5 not before"),
    *("stop calling my mother", "do not contact me at my place of employment"),
    # another matter
    *("cancel my payment plan", "cancel it", "stop the autopay", "stop payment on my check"),
    *("can I stop by and pay", "the bus stop", "at the end of the month", "end of month"),
    *(
        "I quit my job",
        "when does my coverage end",
        "how do I end the plan",
        "cancel my appointment",
    ),
    *("can u get me off the waitlist", "nonstop pain", "no", "no no no", "remove the late fee"),
    *("stop, how much is it", "take this charge off my bill", "I need to opt for another plan"),
    # distress is for the safety rules, not for an opt-out
    *("i want to end it", "i just want to end it all", "I can't go on"),
    # the opposite
    *("don't stop texting me", "why did you stop texting me", "I didn't say stop", "did i opt out"),
    *("please dont unsubscribe me",),
    # Spanish
    *("no me llamen al trabajo", "no me manden la factura por correo", "a fin de mes"),
    *("nomás puedo pagar 20", "no más puedo pagar 20 al mes", "no mas de 50 al mes"),
    *("quiero cancelar mi cita", "para mi hijo", "para qué es esto", "no me llame antes de las 2"),
    *("por qué dejaron de mandarme mensajes", "no dejen de avisarme", "quiero parar el plan"),
    *("alto costo", "mi seguro se dio de baja"),
    # questions about a bill
    *("how much do I owe", "cuánto debo", "4/17/86", "75", "yes please set it up", "", "hello"),
]


@pytest.mark.parametrize("text", OPT_OUTS)
def test_it_ends_all_texts(text: str) -> None:
    request = contact_request(text)
    assert request is not None
    assert request.kind is ContactKind.OPT_OUT


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_it_is_no_opt_out(text: str) -> None:
    request = contact_request(text)
    assert request is None or request.kind is not ContactKind.OPT_OUT


@pytest.mark.parametrize(
    ("text", "language"),
    [("STOP", None), ("stop texting me", "en"), ("no me escriban más", "es"), ("ALTO", "es")],
)
def test_the_words_show_the_language_to_confirm_in(text: str, language: str | None) -> None:
    request = contact_request(text)
    assert request is not None
    assert request.language == language


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("START", ContactKind.OPT_IN),
        ("unstop", ContactKind.OPT_IN),
        ("Start!", ContactKind.OPT_IN),
        ("YES", ContactKind.OPT_IN_IF_OUT),
        ("yes.", ContactKind.OPT_IN_IF_OUT),
        ("sí", ContactKind.OPT_IN_IF_OUT),
        ("HELP", ContactKind.HELP),
        ("info", ContactKind.HELP),
        ("Ayuda por favor", ContactKind.HELP),
    ],
)
def test_other_keywords(text: str, kind: ContactKind) -> None:
    request = contact_request(text)
    assert request is not None
    assert request.kind is kind


@pytest.mark.parametrize(
    "text", ["yes set it up", "help me understand", "start over", "yes to the plan", "ayúdeme"]
)
def test_words_around_a_keyword_are_for_the_model(text: str) -> None:
    assert contact_request(text) is None
