"""What a text says of itself: that it means no dispute, that its writer was there."""

from __future__ import annotations

import pytest

from bot.denied import denies_a_dispute, was_there


@pytest.mark.parametrize(
    ("words", "denied"),
    [
        ("i don t dispute that i owe it", True),
        ("no discuto que lo debo", True),
        ("i want to dispute this", False),
        ("i dispute it i was not there", False),
    ],
)
def test_a_dispute_that_is_denied_is_none(words, denied):
    assert denies_a_dispute(words) is denied


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("i don t know who this doctor is but i was there that day", True),
        ("no conozco a ese doctor pero si estuve ahi", True),
        ("i was never there", False),
        ("i don t know any of these people", False),
    ],
)
def test_whoever_was_there_is_not_the_wrong_person(words: str, there: bool) -> None:
    assert was_there(words) is there
