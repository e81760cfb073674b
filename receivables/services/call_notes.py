"""The notes of a call, drafted from what happened on the screen: facts only, to be edited."""

from __future__ import annotations

import datetime as dt

from babel.dates import format_date, format_datetime
from sqlalchemy.orm import Session

from receivables.domain.call_flow import CallStep
from receivables.domain.objections import Objection
from receivables.services.call_agreements import arrangement_of_call
from receivables.services.clock import organisation_zone
from receivables.services.collector_calls import NOT_RECORDED, keep_notes, take_step
from receivables.store.tables import CollectorCall, PaymentArrangement

_PROOFS = {"date_of_birth": "date of birth", "zip_code": "ZIP code", "account": "account number"}
HAPPENED = {
    CallStep.REACH.value: "They said they are the person.",
    CallStep.WRONG_PARTY.value: "Somebody who is not the person and does not know them answered.",
    CallStep.THIRD_PARTY.value: "Somebody else was on the line; nothing was said about a bill.",
    CallStep.CHILD.value: "A child answered; nothing was said.",
    CallStep.VOICEMAIL.value: "Voicemail: limited-content message.",
    CallStep.REFUSE.value: "They would not say who they are.",
    NOT_RECORDED: "They wanted no recording; it went on without.",
    "not_matched": "Answers did not match.",
    "locked": "Answers did not match; no further try allowed.",
    "itemized_texted": "The link to the itemized bill was texted, as they asked.",
    "texted": "The agreement was texted, as they asked.",
    "not_texted": "They opted out of texts: the agreement was not texted.",
}
_SAID = {
    "recording": "Recording notice given.",
    "debt_first": "Told: attempt to collect a debt, information used for that purpose.",
    "debt_later": "Told: from a debt collector.",
}


def drafted_notes(session: Session, call: CollectorCall, now: dt.datetime) -> str:
    """One sentence for each thing that happened, in order. Names no value a person proved."""
    began = format_datetime(
        call.started_at, "MMM d, h:mm a", tzinfo=organisation_zone(), locale="en_US"
    )
    told = [f"Called the number that ends in {call.phone[-4:]}, {began}."]
    told += [words for event in call.happened if (words := sentence(event))]
    agreed = arrangement_of_call(session, call)
    if agreed is not None:
        told.append(_agreed(agreed))
    minutes = max(1, round(((call.ended_at or now) - call.started_at).total_seconds() / 60))
    return "\n".join([*told, f"About {minutes} min."])


def end_call(session: Session, call: CollectorCall, now: dt.datetime) -> CollectorCall:
    """The line is down: what happened is drafted, before what the collector wrote themselves.

    Raises NotAllowed for a call that is over already.
    """
    take_step(call, CallStep.END, now)
    own = (call.notes or "").strip()
    keep_notes(call, "\n".join(filter(None, [drafted_notes(session, call, now), own])))
    return call


def sentence(event: dict[str, str]) -> str:
    """What happened, in words; none for what no note needs."""
    what, value = event["what"], event.get("value", "")
    if what == "said":
        return _SAID[value]
    if what == "heard":
        return f"Heard: {Objection(value).value.replace('_', ' ')}."
    if what == CallStep.VERIFY:
        proofs = " and ".join(_PROOFS[proof] for proof in value.split(",") if proof)
        return f"Verified by {proofs}."
    return HAPPENED.get(what, "")


def _agreed(agreed: PaymentArrangement) -> str:
    first, *others = agreed.installments
    state = agreed.state.value.replace("_", " ")
    if not others:
        return f"Agreed: ${agreed.total} in one payment on {_day(first.due_on)} ({state})."
    last = others[-1]
    return (
        f"Agreed: ${agreed.total} in {len(agreed.installments)} payments, the first ${first.amount}"
        f" on {_day(first.due_on)}, the last ${last.amount} on {_day(last.due_on)} ({state})."
    )


def _day(day: dt.date) -> str:
    return str(format_date(day, "medium", locale="en_US"))
