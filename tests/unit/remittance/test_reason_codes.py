"""The list of reason codes is complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from receivables.domain.responsibility import Reason

DOCUMENT = Path(__file__).parents[3] / "docs" / "remittance.md"


@pytest.mark.parametrize("reason", Reason)
def test_a_reason_code_is_documented_once(reason: Reason) -> None:
    rows = [line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line[:3] == "| `"]

    assert sum(row.startswith(f"| `{reason.value}` |") for row in rows) == 1
