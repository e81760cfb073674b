"""Texts cleaned, neutralised, joined and counted."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receivables.policy.segments import segments
from telephony.language import language_of
from telephony.numbers import normalised
from telephony.texts import LONGEST, clean, joined, without_command


@given(st.text())
def test_a_clean_text_has_nothing_unseen_and_stays_clean(text: str) -> None:
    cleaned = clean(text)
    assert all(
        character == "\n" or unicodedata.category(character)[0] != "C" for character in cleaned
    )
    assert len(cleaned) <= LONGEST
    assert clean(cleaned) == cleaned


@given(st.text())
def test_no_text_reaches_the_model_as_a_command(text: str) -> None:
    assert not without_command(clean(text)).startswith("/")


@given(st.lists(st.text("abc d", max_size=500), max_size=6))
def test_joining_loses_no_word_and_keeps_the_order(lines: list[str]) -> None:
    texts = joined(lines)
    assert " ".join(texts).split() == " ".join(lines).split()
    assert all(len(text) <= LONGEST for text in texts)


def test_short_lines_share_a_text() -> None:
    assert joined(["One.", "", "Two."]) == ["One.\nTwo."]
    assert joined(["a" * 200, "b" * 119, "c"]) == ["a" * 200 + "\n" + "b" * 119, "c"]


def test_a_line_longer_than_the_carrier_allows_is_split_between_words() -> None:
    parts = joined([" ".join(["word"] * 600)])
    assert [len(part) <= LONGEST for part in parts] == [True, True]
    assert " ".join(parts).split() == ["word"] * 600


@pytest.mark.parametrize(
    ("text", "encoding", "parts"),
    [
        ("", "GSM-7", 1),
        ("a" * 160, "GSM-7", 1),
        ("a" * 161, "GSM-7", 2),
        ("a" * 306, "GSM-7", 2),
        ("a" * 307, "GSM-7", 3),
        ("€" * 80, "GSM-7", 1),
        ("€" * 81, "GSM-7", 2),
        ("¿Mañana? ¡é!", "GSM-7", 1),
        ("á", "UCS-2", 1),
        ("á" * 70, "UCS-2", 1),
        ("á" * 71, "UCS-2", 2),
        ("🙂" * 35, "UCS-2", 1),
        ("🙂" * 36, "UCS-2", 2),
    ],
)
def test_parts_are_counted_as_the_carrier_does(text: str, encoding: str, parts: int) -> None:
    assert segments(text) == (encoding, parts)


@pytest.mark.parametrize(
    ("text", "current", "language"),
    [
        ("hola", "en", "es"),
        ("Hola!", "en", "es"),
        ("cuánto debo", "en", "es"),
        ("¿Por qué debo tanto dinero?", "en", "es"),
        ("necesito hablar con una persona", "en", "es"),
        ("how much do I owe", "es", "en"),
        ("WHY IS MY BILL SO HIGH", "es", "en"),
        ("in english please", "es", "en"),
        ("me puede hablar en español", "en", "es"),
        ("ok", "es", "es"),
        ("no", "es", "es"),
        ("75", "es", "es"),
        ("4/17/86", "es", "es"),
        ("Rosa Delgado 44107", "en", "en"),
        ("my son Jose Garcia has a bill from Los Robles", "en", "en"),
        ("", "es", "es"),
        ("👍", "es", "es"),
    ],
)
def test_the_language_of_a_text(text: str, current: str, language: str) -> None:
    assert language_of(text, current) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("human", "en"),
        ("a lot", "en"),
        ("so sorry", "en"),
        ("refund", "en"),
        ("k", "en"),
        ("44107", "en"),
        ("pago 100 el 15", "es"),
        ("mejor 60", "es"),
        ("hola 123", "es"),
        ("cuenta", "es"),
        ("hola soy la hija de carmen ella no habla ingles", "es"),
    ],
)
def test_the_language_of_a_text_with_nothing_before_it(text: str, language: str) -> None:
    assert language_of(text, None) == language


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("+12165550123", "+12165550123"),
        ("(216) 555-0123", "+12165550123"),
        ("216.555.0123", "+12165550123"),
        ("+34 912 345 678", "+34912345678"),
        ("72345", None),
        ("VERIZON", None),
        ("", None),
        ("+1", None),
    ],
)
def test_numbers_in_one_form(written: str, number: str | None) -> None:
    assert normalised(written) == number
