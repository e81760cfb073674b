"""Lines as a voice says them."""

from __future__ import annotations

import datetime as dt
import re
from string import Formatter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from receivables.wording import LANGUAGES, responses, say
from telephony.voice.ear import for_the_ear

TODAY = dt.date(2026, 11, 24)
# Words that only a reader of texts can follow.
FOR_THE_EYE = re.compile(
    r"\btext (?:MORE|PERSON|us|me|card|your)|\breply|"
    r"(?-i:\b(?:MORE|WHY|PERSON|START|MÁS|PERSONA)\b)"
    r"|(?<!le )\bresponda\b|\bescr[ií]b|answer you here|le responderá aquí|\bplease send\b",
    re.IGNORECASE,
)
# Said in texts and on pages alone: pictures, empty texts, opt-in words, what staff read.
NEVER_CALLED = re.compile(
    r"utter_documents_page|utter_contact_preferences_(?:opted_in|help|assistant_back|picture|"
    r"empty_text)|utter_holds_(?:death_)?no_more_texts|utter_representative_(?:summary|by|late|callback|no_callback|waits|"
    r"on_call)|"
    r"utter_payment_arrangement_missed_reminder|utter_smalltalk_introduction\w*|utter_web_|utter_page_"
)


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("en", "$240.00", "240 dollars"),
        ("en", "$1.00", "1 dollar"),
        ("en", "$0.05", "5 cents"),
        ("en", "$1,240.50.", "1,240 dollars and 50 cents."),
        ("en", "$50 a month", "50 dollars a month"),
        ("en", "Sep 14, 2026", "September 14"),
        ("en", "Sep 14, 2025", "September 14, 2025"),
        ("es", "$30.25", "30 dólares con 25 centavos"),
        ("es", "14 sept 2026", "14 de septiembre"),
        ("es", "1 dic 2027", "1 de diciembre de 2027"),
        ("en", "call 911 or 988", "call 9 1 1 or 9 8 8"),
        ("en", "(216) 555-0100", "2 1 6, 5 5 5, 0 1 0 0"),
    ],
)
def test_said_as_people_speak(language: str, written: str, said: str) -> None:
    assert for_the_ear(written, language, TODAY) == said


@example(cents=98_800, language="en")  # no lifeline
@example(cents=91_100, language="es")
@example(cents=1_598_800, language="en")
@given(cents=st.integers(0, 10**9), language=st.sampled_from(LANGUAGES))
def test_no_amount_is_changed(cents: int, language: str) -> None:
    said = for_the_ear(f"${cents // 100:,}.{cents % 100:02}", language, TODAY)
    numbers = [int(found.replace(",", "")) for found in re.findall(r"[\d,]+", said)]
    whole, part = divmod(cents, 100)
    expected = [part] if part and not whole else [whole, part] if part else [whole]
    assert numbers == expected


@given(day=st.dates(dt.date(2020, 1, 1), dt.date(2035, 1, 1)), language=st.sampled_from(LANGUAGES))
def test_every_day_that_we_write_is_said_in_full(day: dt.date, language: str) -> None:
    from babel.dates import format_date, get_month_names

    locale = {"en": "en_US", "es": "es_US"}[language]
    said = for_the_ear(str(format_date(day, "medium", locale=locale)), language, TODAY)
    assert get_month_names("wide", locale=locale)[day.month] in said
    assert re.search(rf"\b{day.day}\b", said)
    assert (str(day.year) in said) == (day.year != TODAY.year)


@pytest.mark.parametrize(
    "name", sorted(set(responses()) - set(filter(NEVER_CALLED.match, responses())))
)
def test_what_is_said_in_a_call_is_nothing_to_read_or_type(name: str) -> None:
    for language in LANGUAGES:
        variants = responses()[name]
        holes = {hole for one in variants for _, hole, *_ in Formatter().parse(one["text"]) if hole}
        said = say(name, language, "voice", **dict.fromkeys(holes, "3"))
        assert not FOR_THE_EYE.search(said), said
        assert "http" not in said
