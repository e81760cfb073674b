"""A word and its misspellings are one; other words stay apart."""

from __future__ import annotations

import pytest

from bot.nlu.consonants import consonants


@pytest.mark.parametrize(
    ("right", "typed"),
    [
        ("payment", "pymnt"),
        ("wrong", "wrogn"),
        ("charge", "chagre"),
        ("cobraron", "kobraron"),
        ("seguro", "ceguro"),
        ("me llamó", "me yamo"),
        ("quiero hablar", "kiero avlar"),
        ("Don't call!", "dont cal!"),
    ],
)
def test_a_misspelling_has_the_consonants_of_the_word(right: str, typed: str) -> None:
    assert consonants(typed) == consonants(right)


@pytest.mark.parametrize(("one", "other"), [("bill", "plan"), ("no", "so"), ("deny", "daddy")])
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert consonants(one) != consonants(other)


def test_numbers_signs_and_the_shortest_words_are_left_as_they_are() -> None:
    assert consonants("no, $45 😊") == "no , $ 45 😊"
