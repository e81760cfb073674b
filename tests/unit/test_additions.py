"""Which texts after a request tell more of it."""

import pytest

from actions.additions import telling_words


@pytest.mark.parametrize("text", ["ok", "no that's all, thanks", "sounds good", "sí, está bien"])
def test_assent_and_politeness_tell_nothing(text: str) -> None:
    assert telling_words(text) == []


@pytest.mark.parametrize(
    "text", ["group number 4411", "no thats the old one", "its aetna, W123", "si, las dos"]
)
def test_what_is_more_than_that_tells_something(text: str) -> None:
    assert len(telling_words(text)) >= 2
