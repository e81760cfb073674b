"""Reading FHIR ExplanationOfBenefit: CARIN Blue Button, CMS Blue Button and BFD shapes.

A file holds one EOB, a Bundle or list of them, or one a line (NDJSON). Only codes and their
systems are read, never display texts. Source: remittance 2.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from receivables.domain.explanation_of_benefit import (
    ExplanationItem,
    ExplanationOfBenefit,
    StatedAmount,
)
from receivables.domain.remittance import Problem
from receivables.importers.fhir_codes import (
    CMS_CATEGORIES,
    IDENTIFIER_TYPES,
    NETWORK_STATUS,
    OUT_OF_NETWORK,
    REASON_CODES,
    REMARK_CODES,
    SHARED_CATEGORIES,
)
from receivables.importers.fhir_values import amount, child, children, codings, day, text

_LIABILITY = "memberliability"


def read_explanations(source: Path | str | bytes) -> Iterator[ExplanationOfBenefit]:
    """Each EOB of a file with its problems; never raises.

    What is wrong with the file itself comes as an EOB that is damaged and otherwise empty.
    """
    try:
        data = source if isinstance(source, bytes) else Path(source).read_bytes()
    except OSError as error:
        yield _unreadable("file", f"the file cannot be read: {error.strerror or error}")
        return
    found = False
    for where, value in _documents(data):
        if isinstance(value, Problem):
            found = True
            yield _unreadable(where, value.what)
            continue
        for path, resource in _explanations(value, where):
            found = True
            yield _explanation(resource, path)
    if not found:
        yield _unreadable("file", "no ExplanationOfBenefit is in this file")


def _unreadable(where: str, what: str) -> ExplanationOfBenefit:
    return ExplanationOfBenefit(damaged=True, problems=[Problem(where, what)])


def _documents(data: bytes) -> Iterator[tuple[str, Any]]:
    """The JSON values of the file: one, or one a line."""
    content = data.decode("utf-8-sig", "replace")
    whole = _parse(content)
    lines = content.splitlines() if isinstance(whole, Problem) else []
    if (
        sum(1 for line in lines if line.lstrip().startswith("{") and line.rstrip().endswith("}"))
        < 2
    ):
        yield "file", whole
        return
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield f"line {number}", _parse(line)


def _parse(content: str) -> Any:
    try:
        return json.loads(content, parse_float=Decimal, parse_constant=lambda _: None)
    except (ValueError, RecursionError, ArithmeticError) as error:
        return Problem("file", f"this is no JSON: {error}"[:200])


def _explanations(value: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, list):
        value = {"resourceType": "Bundle", "entry": [{"resource": each} for each in value]}
    kind = text(value, "resourceType")
    if kind == "ExplanationOfBenefit":
        yield where, value
    elif kind == "Bundle":
        for number, entry in enumerate(children(value, "entry"), 1):
            resource = child(entry, "resource")
            if text(resource, "resourceType") == "ExplanationOfBenefit":
                yield f"{where}, entry {number}", resource


def _explanation(resource: dict[str, Any], where: str) -> ExplanationOfBenefit:
    explanation = ExplanationOfBenefit(
        identifier=_claim_identifier(resource),
        resource=text(resource, "id"),
        patient_control_number=_patient_control_number(resource),
        status=text(resource, "status"),
        outcome=text(resource, "outcome"),
        use=text(resource, "use"),
        payer=_payer(resource),
        created=day(resource, "created"),
        payment_amount=amount(child(resource, "payment", "amount")),
        related=_related(resource),
    )
    insurance = list(children(resource, "insurance"))
    explanation.other_insurance = any(child(each, "focal") is False for each in insurance)
    report = _Reporter(explanation, where)
    explanation.amounts = _amounts(resource, "total", report, "total")
    explanation.items = [
        ExplanationItem(
            next((code for _, code in codings(child(item, "productOrService"))), ""),
            _amounts(item, "adjudication", report, f"{name} {number}"),
        )
        for name, number, item in _items(resource)
    ]
    parts = [resource, *(item for _, _, item in _items(resource))]
    explanation.reasons = _coded(parts, REASON_CODES)
    explanation.remarks = _coded(parts, REMARK_CODES)
    explanation.out_of_network = OUT_OF_NETWORK in _coded(parts, NETWORK_STATUS)
    return explanation


def _items(resource: Any) -> Iterator[tuple[str, int, Any]]:
    """The services, also those that the insurer added: where each stands, and what it holds."""
    for name in ("item", "addItem"):
        for number, item in enumerate(children(resource, name), 1):
            yield name, number, item


class _Reporter:
    def __init__(self, explanation: ExplanationOfBenefit, where: str) -> None:
        self._explanation, self._where = explanation, where

    def damage(self, place: str, what: str) -> None:
        self._explanation.damaged = True
        self._explanation.problems.append(Problem(f"{self._where}, {place}", what))


def _amounts(part: Any, name: str, report: _Reporter, place: str) -> list[StatedAmount]:
    """The amounts with a category that is known; a stated one that can't be read is damage.

    A liability without an amount is unknown; of other categories it says nothing.
    """
    found = []
    for entry in children(part, name):
        category, detail = _category(codings(child(entry, "category")))
        stated = child(entry, "amount") is not None
        if not category or not (stated or category == _LIABILITY):
            continue
        money = amount(child(entry, "amount"))
        if money is None and stated:
            report.damage(place, f"the amount of {category} is not an amount in US dollars")
        found.append(StatedAmount(category, money, detail))
    return found


def _category(found: list[tuple[str, str]]) -> tuple[str, str]:
    """The category of shared codes, else of CMS's own; and the insurer's own code beside it."""
    shared = [SHARED_CATEGORIES[coding] for coding in found if coding in SHARED_CATEGORIES]
    own = [CMS_CATEGORIES[coding] for coding in found if coding in CMS_CATEGORIES]
    details = [code for system, code in found if (system, code) not in SHARED_CATEGORIES]
    return next(iter((*shared, *own)), ""), next(iter(details), "")


def _coded(parts: list[Any], system: str) -> list[str]:
    """Every code of a system given as a reason or remark, in order, once each."""
    found = [
        code
        for part in parts
        for entry in (*children(part, "adjudication"), *children(part, "processNote"))
        for coded_system, code in codings(child(entry, "reason"))
        + codings(child(entry, "category"))
        if coded_system == system and code
    ]
    return list(dict.fromkeys(found))


def _claim_identifier(resource: Any) -> str:
    identifiers = list(children(resource, "identifier"))
    unique = [
        each for each in identifiers if (IDENTIFIER_TYPES, "uc") in codings(child(each, "type"))
    ]
    return next((text(each, "value") for each in (unique or identifiers)), "")


def _patient_control_number(resource: Any) -> str:
    """The provider's own account number, where the insurer gives it back (CARIN supportingInfo)."""
    for entry in children(resource, "supportingInfo"):
        if any(code == "patientaccountnumber" for _, code in codings(child(entry, "category"))):
            return text(entry, "valueString")
    return ""


def _payer(resource: Any) -> str:
    insurer = child(resource, "insurer")
    reference = text(insurer, "reference")
    for contained in children(resource, "contained"):
        if reference.startswith("#") and text(contained, "id") == reference[1:]:
            return text(contained, "name")
    return text(insurer, "display") or text(insurer, "identifier", "value") or reference


def _related(resource: Any) -> dict[str, str]:
    """The relationship to each other claim, by its identifier or reference."""
    found = {}
    for number, entry in enumerate(children(resource, "related"), 1):
        relationship = next((code for _, code in codings(child(entry, "relationship"))), "")
        name = (
            text(entry, "claim", "identifier", "value")
            or text(entry, "reference", "value")
            or text(entry, "claim", "reference")
        )
        found[name or f"#{number}"] = relationship
    return found
