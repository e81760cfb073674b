"""The examples in the rules' own docstrings hold: one allowed, one refused, at least."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module
from types import ModuleType

import pytest

import receivables.policy.contact as package
from receivables.domain import federal_holidays

MODULES = [
    federal_holidays,
    *(
        import_module(f"{package.__name__}.{found.name}")
        for found in pkgutil.iter_modules(package.__path__)
    ),
]
# What the rules share: no rule of their own.
SHARED = {"facts", "zip_codes", "zones", "frequency", "federal_holidays", "gate"}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.split(".")[-1])
def test_the_examples_in_the_docstring_hold(module: ModuleType) -> None:
    results = doctest.testmod(module)
    assert results.failed == 0
    assert results.attempted > 0 or module.__name__.endswith("facts")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.split(".")[-1])
def test_a_rule_names_its_source_and_says_what_it_allows_and_refuses(module: ModuleType) -> None:
    if module.__name__.split(".")[-1] in SHARED:
        return
    said = module.__doc__ or ""
    assert "Source" in said
    assert "Allowed:" in said
    assert "Refused:" in said
