"""English or Spanish? A conversation keeps its language; short texts don't change it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from receivables.policy.words import plain

# Single words that leave no doubt, and requests to change.
SPANISH = {"hola", "ayuda", "espanol", "en espanol", "buenas", "buenos dias", "factura"}
SPANISH |= {"buenas tardes", "buenas noches", "spanish", "in spanish", "spanish please", "saldo"}
SPANISH |= {"habla espanol", "hablas espanol", "espanol por favor", "cuanto debo"}
ENGLISH = {"english", "in english", "english please", "ingles", "en ingles", "hello", "hi", "hey"}
ENGLISH |= {"balance", "how much"}
ASKED_FOR = {
    "es": re.compile(
        r"\b(?:in spanish|en espanol|habla\w* espanol|speak spanish)\b"
        r"|^(?:spanish|espanol) (?:pls|plz|please|porfa\w*|por favor)$"
    ),
    "en": re.compile(
        r"\b(?:in english|en ingles|habla\w* ingles|speak english)\b"
        r"|^(?:english|ingles) (?:pls|plz|please|porfa\w*|por favor)$"
    ),
}
# "no sé", "¿y eso?": in words without a capital, which names have.
SPANISH_LETTERS = set("ñáéíóú¿¡")
LOWER_CASE_WORD = re.compile(r"(?<!\w)[a-záéíóúüñ']+(?!\w)")
FEWEST_WORDS = 3
SURE = 0.9


def language_of(text: str, current: str) -> str:
    """The language (`en`, `es`) to answer a text in, given the conversation's so far."""
    words = plain(text)
    for language, known in (("es", SPANISH), ("en", ENGLISH)):
        if words in known or ASKED_FOR[language].search(words):
            return language
    # Names and numbers say nothing: "Rosa Delgado 44107" is no Spanish.
    telling = LOWER_CASE_WORD.findall(text.lower() if text.isupper() else text)
    if SPANISH_LETTERS & (set("".join(telling)) | set(text) & {"¿", "¡"}):
        return "es"
    if len(telling) < FEWEST_WORDS:
        return current
    guess, confidence = _identifier().classify(" ".join(telling))
    return str(guess) if confidence >= SURE else current


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # a second to load

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(["en", "es"])
    return identifier


def warm_up() -> None:
    """Load the model, so that the first text doesn't wait for it."""
    _identifier()
