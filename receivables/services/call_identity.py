"""Who is on the line: the collector types what was said, the store compares and tells no value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from receivables.domain.call_flow import CallState, CallStep
from receivables.policy.call_progress import disclosures_due
from receivables.services.collector_calls import note_down, progress, take_step
from receivables.services.handoff_steps import NotAllowed
from receivables.services.identity import (
    IdentityOutcome,
    end_verification,
    identity_parts,
    offer_identity,
    verified_guarantor,
)
from receivables.store.tables import CollectorCall

DATE_OF_BIRTH, ZIP_CODE, ACCOUNT = "date_of_birth", "zip_code", "account"


@dataclass(frozen=True, slots=True)
class Said:
    """What the person said, as the collector typed it; empty for what was not said."""

    date_of_birth: str = ""
    zip_code: str = ""
    account: str = ""

    @property
    def text(self) -> str:
        """All of it, the date first: as a text of theirs would say it."""
        return ", ".join(filter(None, (self.date_of_birth, self.zip_code, self.account)))

    @property
    def fields(self) -> list[str]:
        """The names of what was said."""
        named = {DATE_OF_BIRTH: self.date_of_birth, ZIP_CODE: self.zip_code, ACCOUNT: self.account}
        return [name for name, words in named.items() if words]


def verify_in_call(
    session: Session, call: CollectorCall, said: Said, request_id: str, now: dt.datetime
) -> IdentityOutcome:
    """Compare what was said with what is on file; the right answers move the call on.

    A wrong answer says only that it did not match, and counts (policy.verification): the bot's
    limits are the collector's. Who proves to be somebody else on file under the number is no
    match. Raises NotAllowed outside of verification, and for what can't be read as an answer.
    """
    if call.state is not CallState.VERIFYING or disclosures_due(progress(call)):
        raise NotAllowed("Not now: nobody is being verified, or the recording notice is due.")
    if not said.text:
        raise NotAllowed("Type what the person said.")
    if said.date_of_birth and not identity_parts(said.date_of_birth, now)[0]:
        raise NotAllowed("Write the date of birth like 4/17/1986.")
    outcome = offer_identity(session, call.conversation_id, said.text, request_id, now)
    if outcome is IdentityOutcome.VERIFIED:
        proved = verified_guarantor(session, call.conversation_id, now)
        if proved is None or proved.id != call.guarantor_id:
            end_verification(session, call.conversation_id, now)
            outcome = IdentityOutcome.NOT_MATCHED
    _keep(call, said, outcome, now)
    return outcome


def _keep(call: CollectorCall, said: Said, outcome: IdentityOutcome, now: dt.datetime) -> None:
    if outcome in (IdentityOutcome.NOT_MATCHED, IdentityOutcome.LOCKED):
        call.proved_by = []
        note_down(call, outcome.value, now)
        return
    call.proved_by = list(dict.fromkeys([*call.proved_by, *said.fields]))
    if outcome is IdentityOutcome.VERIFIED:
        take_step(call, CallStep.VERIFY, now)
