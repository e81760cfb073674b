"""What may follow a call to an insurer, and which work it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class InsurerStep(StrEnum):
    """The next step. The names stand in the store: they are never changed or reused."""

    APPEAL = "appeal"
    CORRECTED_CLAIM = "corrected_claim"
    OTHER_INSURER = "other_insurer"
    PATIENT = "patient"
    WAIT = "wait"


# The kind of the work item; of the first two a letter is drafted (data/scripts/insurer.yml).
WORK: Mapping[InsurerStep, str] = {
    InsurerStep.APPEAL: "appeal",
    InsurerStep.CORRECTED_CLAIM: "corrected_claim",
    InsurerStep.OTHER_INSURER: "insurance_update",
    InsurerStep.PATIENT: "insurance_update",
    InsurerStep.WAIT: "claim_status",
}
