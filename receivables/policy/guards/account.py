"""Guards from what is known of the account (remittance 3)."""

from __future__ import annotations

from receivables.domain.responsibility import Disposition, Reason
from receivables.policy.claim_facts import ClaimFacts, Ruling


def bankruptcy(facts: ClaimFacts) -> Ruling | None:
    """The automatic stay of 11 USC 362 stops every request for payment."""
    return Ruling(Disposition.HOLD, Reason.BANKRUPTCY) if facts.context.bankruptcy else None


def open_dispute(facts: ClaimFacts) -> Ruling | None:
    """While a bill or a good-faith estimate is disputed, collecting stops."""
    return Ruling(Disposition.HOLD, Reason.OPEN_DISPUTE) if facts.context.open_dispute else None


def deceased_or_minor(facts: ClaimFacts) -> Ruling | None:
    """A person decides whom to ask for a deceased or minor patient (remittance 1h)."""
    if facts.context.deceased:
        return Ruling(Disposition.HOLD, Reason.DECEASED)
    return Ruling(Disposition.HOLD, Reason.MINOR) if facts.context.minor else None
