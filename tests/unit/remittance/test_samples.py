"""Every third-party sample reads as a person reviewed it, segment by segment.

The samples are not part of this repository: they lie in the folder named by PLAINBILL_SAMPLES
(default: ../shared/samples beside the checkout). What each must read as lies in `expectations`.
"""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from cli.eob_inspection import explanation_object
from cli.inspection import Inspection
from cli.inspection_json import write_remittance
from receivables.importers.fhir_eob import read_explanations

ROOT = Path(__file__).parents[3]
SAMPLES = Path(os.environ.get("PLAINBILL_SAMPLES", ROOT.parent / "shared" / "samples"))
EXPECTATIONS = Path(__file__).parent / "expectations"
needs_samples = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason=f"the third-party samples are not at {SAMPLES}"
)


def seen(path: Path) -> dict[str, Any]:
    """What `inspect` shows of a sample."""
    if path.suffix == ".json":
        return explanation_object(path.name, list(read_explanations(path)))
    text = io.StringIO()
    inspection = Inspection(path)
    write_remittance(path.name, inspection.problems, inspection.parts(), text.write)
    found: dict[str, Any] = json.loads(text.getvalue())
    return found


@needs_samples
@pytest.mark.parametrize("name", sorted(path.stem for path in EXPECTATIONS.glob("*.json")))
def test_a_sample_reads_as_reviewed(name: str) -> None:
    expected = json.loads((EXPECTATIONS / f"{name}.json").read_text(encoding="utf-8"))
    path = next(SAMPLES.glob(f"*/{expected['file']}"))

    assert seen(path) == expected


@needs_samples
def test_every_sample_has_a_reviewed_expectation() -> None:
    samples = {p.name for folder in ("835", "fhir_eob") for p in (SAMPLES / folder).iterdir()}
    reviewed = {json.loads(p.read_text(encoding="utf-8"))["file"] for p in EXPECTATIONS.glob("*")}

    assert samples == reviewed
