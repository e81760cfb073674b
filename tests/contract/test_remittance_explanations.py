"""The explanations of benefit we ship are valid FHIR R4 and read as meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fhir.resources.R4B.explanationofbenefit import ExplanationOfBenefit

from receivables.importers.fhir_eob import read_explanations
from receivables.policy.explanation_decision import decide_explanation

ROOT = Path(__file__).parents[2]
OURS = Path(__file__).parent / "explanations"
SHIPPED = sorted(
    path
    for folder in (OURS, ROOT / "data" / "demonstration", ROOT / "data" / "demo")
    for path in folder.rglob("*.json")
    if '"ExplanationOfBenefit"' in path.read_text(encoding="utf-8")
)
OWES = {
    "member-liability.json": "85.00",
    "cost-sharing-at-the-items.json": "42.15",
    "nonfinancial.json": None,
    "cancelled.json": "0.00",
}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_explanation_is_valid_fhir(path: Path) -> None:
    ExplanationOfBenefit.model_validate(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_explanation_is_read_without_a_problem(path: Path) -> None:
    found = list(read_explanations(path))

    assert [(each.damaged, each.problems) for each in found] == [(False, [])]


@pytest.mark.parametrize("name", OWES)
def test_what_the_patient_owes_is_what_the_explanation_was_made_to_say(name: str) -> None:
    owes = decide_explanation(next(iter(read_explanations(OURS / name)))).patient_owes

    assert (None if owes is None else str(owes)) == OWES[name]
