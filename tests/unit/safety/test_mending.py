"""Words that matter are recognised however they are spelled; other words are left alone."""

from __future__ import annotations

import pytest

from receivables.policy.safety.mending import mended
from receivables.policy.words import plain
from tests.nlu.texts import development_texts


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("laywer", "lawyer"),
        ("atorney", "attorney"),
        ("bankrupsy", "bankruptcy"),
        ("reprsentitive", "representative"),
        ("avogado", "abogado"),
        ("fayecio", "fallecio"),
        ("ekivocado", "equivocado"),
        ("stooooop", "stop"),
        ("S T O P", "stop"),
        ("cant", "can not"),
        ("🆘", "sos"),
    ],
)
def test_a_word_is_recognised_however_it_is_spelled(written: str, meant: str) -> None:
    assert mended(written) == meant


@pytest.mark.parametrize(
    "word", ["change", "layer", "looking", "trust", "window", "sitting", "cierra", "checking"]
)
def test_a_word_of_its_own_stays(word: str) -> None:
    assert mended(word) == word


@pytest.mark.parametrize(
    "word",
    ["confusion", "conclusion", "cheaper", "decreased", "Mario", "definición", "triste", "video"],
)
def test_a_common_word_near_a_grave_one_stays(word: str) -> None:
    assert mended(word) == plain(word)


def test_a_number_between_single_letters_is_no_spelt_out_word() -> None:
    assert mended("we filed a 7 a month ago") == "we filed a 7 a month ago"


def test_mending_twice_changes_nothing_more() -> None:
    for one in development_texts():
        assert mended(mended(one.text)) == mended(one.text)
