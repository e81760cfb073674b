"""An amount of money as a caller keys it in or says it.

>>> amount_keyed("35*50"), amount_keyed("35")
(Money(cents=3550), Money(cents=3500))
>>> amount_said("let me pay 1,200 dollars and 5 cents")
Money(cents=120005)
>>> amount_said("20 today and 30 tomorrow"), amount_said("stop, I paid 50 dollars")
(None, None)
"""

from __future__ import annotations

import re

from receivables.domain.money import Money

_KEYED = re.compile(r"(\d{1,7})(?:\*(\d\d))?")
_WHOLE = r"\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d\d))?"
_CENTS = r"(?:\s*(?:and|con|y)?\s*(\d{1,2})\s*(?:centavos?|cents?)\b)"
_UNIT = r"(?:\s*(?:dollars?|bucks?|d[oó]lares|d[oó]lar)\b"
_SAID = re.compile(rf"{_WHOLE}{_UNIT}{_CENTS}?)?", re.IGNORECASE)
# Whatever else is said with a number may mean something else, and goes to the assistant.
_WORDS_BESIDE = (
    "a about can could do for give i i'd i'll i'm it just let like make maybe me now of okay only"
    " pay paying payment please right the then think to today uh um want well will would yeah yes"
    " ahora bien bueno con de doy favor hacer hoy me pagar pago por puedo quiero quisiera sí solo"
    " un una unos voy y"
)
_BESIDE = frozenset(_WORDS_BESIDE.split())


def amount_keyed(digits: str) -> Money | None:
    """Dollars, and cents after the star; None where the keys say no amount."""
    found = _KEYED.fullmatch(digits)
    return _money(found[1], found[2]) if found else None


def amount_said(words: str) -> Money | None:
    """The one amount in what was said, in figures as the carrier writes it; None where there is
    none, more than one, or more was said than an amount."""
    found = list(_SAID.finditer(words))
    beside = re.sub(r"[.,!?¿¡]", " ", _SAID.sub(" ", words).lower()).split()
    if len(found) != 1 or not _BESIDE.issuperset(beside):
        return None
    dollars, cents, spoken = found[0].groups()
    return _money(dollars.replace(",", ""), cents or (spoken or "0").zfill(2))


def _money(dollars: str, cents: str | None) -> Money:
    return Money.parse(f"{dollars}.{cents or '00'}")
