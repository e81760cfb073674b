"""The examples in the docstrings of what scripts and scorecards rest on hold."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from receivables.policy import collector_moves, forbidden_words, scorecard
from receivables.policy.review import deadlines
from receivables.scripts import placeholders


@pytest.mark.parametrize(
    "module",
    [collector_moves, forbidden_words, scorecard, deadlines, placeholders],
    ids=lambda module: module.__name__.split(".")[-1],
)
def test_the_examples_in_the_docstring_hold(module: ModuleType) -> None:
    results = doctest.testmod(module)
    assert results.failed == 0
    assert results.attempted > 0
