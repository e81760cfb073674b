"""What a button of a script may do."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from receivables.policy.contact.holds import WHY as HOLD_KINDS
from receivables.scripts.wordings import Part

# The kinds of work that scripts may open: those that staff open by hand, and more.
WORK = frozenset(
    {
        *("dispute", "financial_help", "itemized_bill", "documents", "claim_status", "appeal"),
        *("insurance_update", "missing_payment", "arrangement_change", "credit_concern", "refund"),
        *("complaint", "settlement_offer", "validation", "wrong_number", "callback"),
        *("supervisor_call", "attorney", "bankruptcy", "deceased", "cease"),
        *("language_help", "corrected_claim"),
    }
)


class ButtonAct(Part):
    """What the button does: a hold, work for a colleague, an end to texts; or which part of the
    call page it leads to."""

    button: str = Field(min_length=1)
    hold: str | None = None
    work: str | None = None
    end_texts: bool = False
    opens: Literal["arrangement", "promise", "wrap_up"] | None = None

    @model_validator(mode="after")
    def _known(self) -> ButtonAct:
        if self.hold is not None and self.hold not in HOLD_KINDS:
            raise ValueError(f"no hold is called {self.hold}")
        if self.work is not None and self.work not in WORK:
            raise ValueError(f"no work is called {self.work}")
        if not (self.hold or self.work or self.opens):
            raise ValueError("the button does nothing")
        return self
