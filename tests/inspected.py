"""What `remittance inspect` says of a few segments, in a form that a table of cases can hold."""

from __future__ import annotations

import json
import re
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

import cli.eob
import cli.remittance
from tests.remittances import ISA

HEAD = "N1*PR*{payer}~N1*PE*LAKESIDE CLINIC*XX*1234567893~LX*1~"


def payment(
    body: str, trace: str = "T1", payer: str = "RUSHMORE LIFE", day: str = "20260920", plb: str = ""
) -> str:
    """ST to SE around CLP segments (and PLB), with the amount that makes it balance."""
    paid = sum(
        (Decimal(found) for found in re.findall(r"CLP\*[^*]*\*[^*]*\*[^*]*\*([^*]+)", body)),
        Decimal(0),
    )
    taken = sum(
        (Decimal(found) for found in re.findall(r"\*([-\d.]+)(?=\*|~)", _amounts(plb))), Decimal(0)
    )
    inside = f"BPR*I*{paid - taken}*C*ACH************{day}~TRN*1*{trace}*1512345678~"
    inside += HEAD.format(payer=payer)
    count = (inside + body + plb).count("~") + 2
    return f"ST*835*0001~{inside}{body}{plb}SE*{count}*0001~"


def _amounts(plb: str) -> str:
    return re.sub(r"PLB\*[^*]*\*[^*]*", "", plb)


def interchange(*payments: str) -> str:
    """ISA to IEA around payments."""
    group = "GS*HP*PAYER*PROVIDER*20260101*1200*1*X*005010X221A1~"
    return f"{ISA}{group}{''.join(payments)}GE*{len(payments)}*1~IEA*1*000000001~"


def inspected(data: bytes | str, command: str = "remittance", status: int | None = None) -> Any:
    """The object that the command prints for a file of this content."""
    app = cli.remittance.app if command == "remittance" else cli.eob.app
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case"
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        result = CliRunner().invoke(app, ["inspect", "--json", str(path)], catch_exceptions=False)
    assert status is None or result.exit_code == status, result.output
    return json.loads(result.output)


def claims_of(found: Any) -> list[dict[str, Any]]:
    """All claims of an inspected file."""
    return [claim for part in found["transactions"] for claim in part["claims"]]


def outcomes(data: bytes | str, command: str = "remittance") -> list[str]:
    """Each claim as `disposition amount reasons`, amounts that may not be said as a dash."""
    return [
        f"{claim['disposition']} {claim['patient_owes'] or '-'} {' '.join(claim['reasons'])}"
        for claim in claims_of(inspected(data, command))
    ]
