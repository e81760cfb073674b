"""A wish to be called, and when: "can someone call me tomorrow at 10", "llámeme el lunes".

The day and the time are those that the words name at the organisation; whether anybody may call
then is for the rules.
"""

from __future__ import annotations

import datetime as dt
import re

from babel.dates import get_day_names

from receivables.domain.date_of_birth import fold

_CALL = (
    r"(?:(?:can|could|would|will|please|pls|have|want|need|get) (?:someone|somebody|anyone|you|u|"
    r"a person|a human|a rep\w*|the office|them)(?: (?:please|pls|just|to))* (?:call|phone|ring) "
    r"(?:me|us)\b|"
    r"^(?:(?:just|please|pls|ok|hi|hello) )*(?:call|phone|ring) me\b|"
    r"(?:give me|want|need|like|get|request|schedule|have|expect\w*) (?:a )?(?:call ?back|"
    r"(?:phone )?call(?: from)?)\b|"
    r"(?:me|nos) (?:pueden?|podrian?|pudieran?) (?:llamar|marcar|hablar por telefono)|"
    r"(?:pueden?|podrian?|quiero que|necesito que|que) "
    r"(?:me )?(?:llam(?:ar|en|e)|marquen)(?:me)?\b|"
    r"\bllamen?me\b|que alguien me (?:llame|marque)|quiero (?:una|que me hagan una) llamada)"
)
_ASKS = re.compile(_CALL)
_NOT = re.compile(
    r"\b(?:dont|do not|not(?! (?:before|until|till))|never|stop|quit|no|nunca|dejen de|"
    r"prefer\w*|instead of|always|only|from now on|siempre|solo|en vez)\b"
)
_WHEN = re.compile(
    r"^(?:(?:and|so|wait|ok|y) )*(?:what time|when|what day|a que hora|que dia|cuando)"
    r"(?: (?:again|was it|is it|is that|was that|dijo|era|es))*$|"
    r"\b(?:(?:when|what time|how soon|what day)\b.*\b(?:call\w*|phone|hear|know|answer|reply|"
    r"respond|someone|somebody|person)|(?:cuando|a que hora|que dia)\b.*\b(?:llam\w*|marc\w*|"
    r"respond\w*|contest\w*|alguien|persona)|(?:is )?(?:anyone|anybody|someone) (?:there|coming)|"
    r"hay alguien|still waiting|how (?:much )?long\w*|cuanto (?:falta|tiempo|tarda\w*)|"
    r"sigo esperando|what happens (?:now|next)|now what|que (?:pasa|sigue) ahora)\b"
)
_CLOCK = re.compile(
    r"\b(?:at|around|by|after|before|until|a las?|despues de las?|como a las?)? ?"
    r"(?<![\d/-])(\d{1,2})(?::(\d{2}))? ?"
    r"(am|pm|a\.m\.|p\.m\.|o'?clock|de la manana|de la tarde)?(?![\d/-])"
)
_PARTS = {
    dt.time(8): r"\b(?:in the morning|morning|por la manana|en la manana)\b",
    dt.time(12): r"\b(?:noon|lunch\w*|mediodia|medio dia)\b",
    dt.time(13): r"\b(?:afternoon|(?:por|en|de) la tarde)\b",
    dt.time(16): r"\b(?:evening|after work|end of (?:the )?day|noche)\b",
}
_TOMORROW = re.compile(r"\b(?:tomorrow|tmrw|tmw|tomorow|tomorro|(?<!la )manana)\b")
_EARLIEST = 7  # "at 5" is the afternoon: nobody is called at five in the morning


def asks_for_a_call(text: str) -> bool:
    """Whether a text asks to be called; not one about how to be contacted in general.

    >>> asks_for_a_call("can someone call me tomorrow at 10"), asks_for_a_call("dont call me")
    (True, False)
    """
    folded = _words(text)
    return _ASKS.search(folded) is not None and not _NOT.search(folded)


def asks_when(text: str) -> bool:
    """Whether somebody who waits asks when they hear from us.

    >>> asks_when("¿cuándo me llaman?"), asks_when("thanks")
    (True, False)
    """
    return _WHEN.search(_words(text)) is not None


def wished_moment(text: str, now: dt.datetime) -> dt.datetime | None:
    """The moment that a text names for a call, in the time zone of `now`; None where it names none.

    A day without a time is its beginning; a time without a day is the next such time.

    >>> now = dt.datetime(2026, 11, 25, 18, 0, tzinfo=dt.UTC)
    >>> wished_moment("call me tomorrow at 10", now).isoformat()
    '2026-11-26T10:00:00+00:00'
    """
    folded = fold(text)
    day, time = _day(folded, now.date()), _time(folded)
    if day is None and time is None:
        return None
    at = dt.datetime.combine(day or now.date(), time or dt.time(), now.tzinfo)
    return at + dt.timedelta(days=1) if day is None and at < now else at


def is_as_wished(at: dt.datetime, wished: dt.datetime) -> bool:
    """Whether a moment (aware) is the one named; where only a day was, whether it is that day."""
    if wished.time() != dt.time():
        return at == wished
    return at.astimezone(wished.tzinfo).date() == wished.date()


def _words(text: str) -> str:
    return re.sub(r"[^\w:/' ]+", " ", fold(text)).replace("'", "").replace("’", "")


def _day(folded: str, today: dt.date) -> dt.date | None:
    if _TOMORROW.search(folded):
        return today + dt.timedelta(days=1)
    if re.search(r"\b(?:today|hoy)\b", folded):
        return today
    for language in ("en", "es"):
        for weekday, name in get_day_names("wide", locale=language).items():
            if re.search(rf"\b{fold(name)}\b", folded):
                return today + dt.timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    return None


def _time(folded: str) -> dt.time | None:
    for found in _CLOCK.finditer(folded):
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3] or ""
        marked = (
            half
            or found[2]
            or re.match(r"(?:at|around|by|after|before|until|a |despues|como)", found[0])
        )
        if not marked or not 1 <= hour <= 12 or minute > 59:
            continue
        later = half.startswith("p") or "tarde" in half or (hour < _EARLIEST and not half)
        hour += 12 if hour < 12 and later else 0
        return dt.time(hour % 24, minute)
    return next((time for time, words in _PARTS.items() if re.search(words, folded)), None)
