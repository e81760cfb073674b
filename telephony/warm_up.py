"""What is read and compiled once a process, before the first text has to wait for it."""

from __future__ import annotations

from receivables.policy.opt_out import contact_request
from receivables.policy.safety.find import safety_kinds
from receivables.store.database import reading
from receivables.wording import responses


def warm_up() -> None:
    """Load the words and the patterns, and open the store."""
    responses()
    contact_request("hello")
    safety_kinds("hello")
    with reading() as session:
        session.connection()
