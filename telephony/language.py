"""English or Spanish? A conversation keeps its language; short texts don't change it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from receivables.policy.safety.mending import mended
from receivables.policy.words import plain

# Texts that leave no doubt, and requests to change.
SPANISH = {"hola", "ayuda", "espanol", "en espanol", "buenas", "buenos dias", "factura"}
SPANISH |= {"buenas tardes", "buenas noches", "spanish", "in spanish", "spanish please", "saldo"}
SPANISH |= {"habla espanol", "hablas espanol", "espanol por favor", "cuanto debo"}
ENGLISH = {"english", "in english", "english please", "ingles", "en ingles", "hello", "hi", "hey"}
ENGLISH |= {"balance", "how much", "refund", "total", "statement", "interest", "dispute", "k"}
ASKED_FOR = {
    "es": re.compile(
        r"\bno (?:se )?habl\w* (?:nada de )?ingles\b|"
        r"\b(?:in spanish|en espanol|habla\w* espanol|speak spanish|continue in spanish)\b"
        r"|^(?:spanish|espanol) (?:pls|plz|please|porfa\w*|por favor)$"
    ),
    "en": re.compile(
        r"\b(?:in english|en ingles|habla\w* ingles|speak english)\b"
        r"|^(?:english|ingles) (?:pls|plz|please|porfa\w*|por favor)$"
    ),
}
# "no sé", "¿y eso?": in words without a capital, which names have.
SPANISH_LETTERS = set("ñáéíóú¿¡")
# Of one language only, short as they are, for a text that stands alone.
SPANISH_WORDS = {"si", "gracias", "claro", "bueno", "dale", "alto", "basta", "adios", "persona"}
SPANISH_WORDS |= {"agente", "humano", "cuanto", "mande", "alguien", "operadora", "representante"}
SPANISH_WORDS |= {"hola", "buenas", "ayuda", "saldo", "factura", "debo", "pago", "quiero", "mejor"}
SPANISH_WORDS |= {"pagar", "cobro", "deuda", "disputa", "reembolso", "mas", "mi", "plazos"}
SPANISH_WORDS |= {"hablar", "llamar", "seguro", "cuenta", "espera", "ayudar", "pagos"}
SPANISH_WORDS |= {"ke", "kiero", "aki", "asta", "zi", "agalo", "onda", "porfa", "orale"}
LOWER_CASE_WORD = re.compile(r"(?<!\w)[a-záéíóúüñ']+(?!\w)")
FOR_WANT_OF_WORDS = "en"
# Words that ask for a language, or greet in it.
ASKING = {"ayuda", "english", "espanol", "ingles", "spanish", "hola", "buenas"}
ASKING |= {"hello", "hi", "hey"}
FEWEST_WORDS = 3
SURE = 0.9
SURE_OF_FEW = 0.8


def language_of(text: str, current: str | None, before: str = "") -> str:
    """The language (`en`, `es`) to answer a text in, given the conversation's so far.

    `current` is None for a text with nothing before it: then the likelier language is taken, and
    English where nothing tells. One word ("sí") changes it only when it asks to, or when the text
    `before` was in the same other language.
    """
    own = _own_language(text, current)
    words = plain(text)
    one_word = len(words.split()) == 1 and words not in ASKING
    if current in (None, own) or not one_word:
        return own
    return own if tells_language(before) and _own_language(before, current) == own else str(current)


def _own_language(text: str, current: str | None) -> str:
    words = plain(text)
    for language, known in (("es", SPANISH), ("en", ENGLISH)):
        if words in known or ASKED_FOR[language].search(words):
            return language
    # Names and numbers say nothing: "Rosa Delgado 44107" is no Spanish.
    telling = LOWER_CASE_WORD.findall(_without_capitals(text))
    if SPANISH_LETTERS & (set("".join(telling)) | set(text) & {"¿", "¡"}):
        return "es"
    if current is None:
        return _alone(telling)
    if len(telling) < FEWEST_WORDS:
        return current
    guess, confidence = _guess(" ".join(telling))
    return guess if confidence >= SURE else current


def tells_language(text: str) -> bool:
    """Whether a text has a language of its own: names, dates and numbers have none.

    >>> tells_language("4/17/1986, 44107"), tells_language("hola 123")
    (False, True)
    """
    return bool(LOWER_CASE_WORD.search(_without_capitals(text)))


def _without_capitals(text: str) -> str:
    """In lower case where capitals are no names: in a shout, and where a sentence begins."""
    if text.isupper():
        return text.lower()
    first = re.search(r"\w+", text)
    return text if first is None else text.replace(first[0], first[0].lower(), 1)


def _alone(telling: list[str]) -> str:
    if {plain(word) for word in telling} & SPANISH_WORDS:
        return "es"
    written = " ".join(telling)
    if not written:
        return FOR_WANT_OF_WORDS
    # Phonetic spelling ("kiero ablar") hides its language; mended it shows.
    guesses = _guess(written), _guess(mended(written))
    guess, confidence = max(guesses, key=lambda guess: guess[1])
    doubtful = len(telling) < FEWEST_WORDS and confidence < SURE_OF_FEW  # "human", "so sorry"
    return FOR_WANT_OF_WORDS if doubtful else guess


def _guess(words: str) -> tuple[str, float]:
    guess, confidence = _identifier().classify(words)
    return str(guess), float(confidence)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # a second to load

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(["en", "es"])
    return identifier


def warm_up() -> None:
    """Load the model, so that the first text doesn't wait for it."""
    _identifier()
