"""A synthetic explanation of benefit for the tests of posting."""

from __future__ import annotations

import json
from pathlib import Path

CARIN = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication"
SHARED = "http://terminology.hl7.org/CodeSystem/adjudication"


def explanation(
    folder: Path,
    owes: str,
    status: str = "active",
    paid: str = "",
    account: str = "PB-10001",
    number: str = "EOB-1",
    **more: object,
) -> Path:
    """The file of one that leaves `owes` to the patient of an account."""
    totals = [(SHARED, "submitted", "200.00"), (SHARED, "deductible", owes)]
    totals += [(CARIN, "memberliability", owes)]
    totals += [(CARIN, "paidbypatient", paid)] if paid else []
    resource = {
        "resourceType": "ExplanationOfBenefit",
        "status": status,
        "use": "claim",
        "outcome": "complete",
        "identifier": [
            {
                "type": {
                    "coding": [
                        {
                            "system": "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBIdentifierType",
                            "code": "uc",
                        }
                    ]
                },
                "value": number,
            }
        ],
        "insurer": {"display": "Rushmore Life"},
        "supportingInfo": [
            {
                "sequence": 1,
                "category": {
                    "coding": [
                        {
                            "system": "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBSupportingInfoType",
                            "code": "patientaccountnumber",
                        }
                    ]
                },
                "valueString": account,
            }
        ],
        "total": [
            {
                "category": {"coding": [{"system": system, "code": code}]},
                "amount": {"value": float(amount), "currency": "USD"},
            }
            for system, code, amount in totals
        ],
    }
    path = folder / "eob.json"
    path.write_text(json.dumps(resource | more))
    return path
