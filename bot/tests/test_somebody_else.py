"""Whether somebody else than the account's person writes."""

from __future__ import annotations

import pytest

from bot.nlu.known_texts import folded
from bot.somebody_else import ASKS, WRITES, in_person, third_party


def heard(text: str, intent: str = "check_balance", confidence: float = 0.97) -> object:
    return third_party(folded(text), {"name": intent, "confidence": confidence})


@pytest.mark.parametrize(
    "text",
    [
        "I'm calling for my mom Dorothy, how much does she owe",
        "im texting on behalf of my husband",
        "her birthday is 2/10/48 zip 44118",
        "my mom's dob is 2/10/48",
        "escribo por mi mamá, cuánto debe",
        "la fecha de nacimiento de mi esposo es 3/4/70",
        "I help my mother with her bills",
        "this is her husband",
    ],
)
def test_who_writes_for_a_grown_person_says_so_whatever_they_ask(text: str) -> None:
    assert heard(text) == WRITES


@pytest.mark.parametrize(
    "text",
    ["I'm calling for my son, what do I owe", "my daughter's bill please", "llamo por mi hija"],
)
def test_a_parent_may_ask_for_a_minor(text: str) -> None:
    assert heard(text) is None


def test_of_whom_it_is_without_an_errand_is_answered() -> None:
    assert heard("its my moms bill my mom s account", "nlu_fallback", 0.3) == ASKS


@pytest.mark.parametrize(
    "text",
    [
        "ME",
        "its me",
        "this is her",
        "soy yo",
        "ok hes here",
        "this is dorothy, 2/10/48 44118",
        "he is right here",
    ],
)
def test_the_person_takes_the_telephone(text: str) -> None:
    assert in_person(folded(text))


@pytest.mark.parametrize(
    "text",
    ["this is her husband", "she is here son", "this is ridiculous", "call me", "soy su hija"],
)
def test_nobody_takes_it_over_by_talking_about_somebody(text: str) -> None:
    assert not in_person(folded(text))
