"""The states of a handoff, the steps between them, and how one can end.

>>> next_state(HandoffState.REQUESTED, Step.ACCEPT)
<HandoffState.ACCEPTED: 'accepted'>
>>> next_state(HandoffState.RESOLVED, Step.ACCEPT)
Traceback (most recent call last):
receivables.domain.handoffs.WrongStep: a resolved handoff can't accept
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class HandoffState(StrEnum):
    """Where a handoff stands. While it is open the assistant is silent."""

    REQUESTED = "requested"  # the patient asked, or a rule did
    QUEUED = "queued"  # put back among those who wait
    OFFERED = "offered"  # handed on to a colleague, who has not accepted it yet
    ACCEPTED = "accepted"  # exactly one person has it
    RESOLVED = "resolved"
    ABANDONED = "abandoned"  # the patient could not or would not go on
    CALLED_BACK = "called_back"  # settled on the telephone


class Step(StrEnum):
    """What moves a handoff from one state to another."""

    ACCEPT = "accept"
    TAKE_OVER = "take_over"
    OFFER = "offer"
    QUEUE = "queue"
    RESOLVE = "resolve"
    ABANDON = "abandon"
    CALL_BACK = "call_back"


WAITING = frozenset({HandoffState.REQUESTED, HandoffState.QUEUED, HandoffState.OFFERED})
OPEN = WAITING | {HandoffState.ACCEPTED}
CLOSED = frozenset(HandoffState) - OPEN

# From which states each step may be taken, and where it leads.
TRANSITIONS: Mapping[Step, tuple[frozenset[HandoffState], HandoffState]] = {
    Step.ACCEPT: (WAITING, HandoffState.ACCEPTED),
    Step.TAKE_OVER: (frozenset({HandoffState.ACCEPTED}), HandoffState.ACCEPTED),
    Step.OFFER: (OPEN, HandoffState.OFFERED),
    Step.QUEUE: (OPEN, HandoffState.QUEUED),
    Step.RESOLVE: (OPEN, HandoffState.RESOLVED),
    Step.ABANDON: (OPEN, HandoffState.ABANDONED),
    Step.CALL_BACK: (OPEN, HandoffState.CALLED_BACK),
}


class HandoffDisposition(StrEnum):
    """How a person ended a handoff: the standard list."""

    ANSWERED = "answered"
    ARRANGEMENT_AGREED = "arrangement_agreed"
    PROMISE_RECORDED = "promise_recorded"
    DISPUTE_RECORDED = "dispute_recorded"
    DOCUMENTS_SENT = "documents_sent"
    FINANCIAL_ASSISTANCE = "financial_assistance"
    REFERRED_TO_INSURER = "referred_to_insurer"
    WRONG_PERSON = "wrong_person"
    CALLED_BACK = "called_back"
    NO_ANSWER = "no_answer"
    OPTED_OUT = "opted_out"


ENDING: Mapping[HandoffDisposition, Step] = {
    disposition: {
        HandoffDisposition.CALLED_BACK: Step.CALL_BACK,
        HandoffDisposition.NO_ANSWER: Step.ABANDON,
        HandoffDisposition.OPTED_OUT: Step.ABANDON,
    }.get(disposition, Step.RESOLVE)
    for disposition in HandoffDisposition
}


class WrongStep(ValueError):
    """The step can't be taken from this state."""


def next_state(state: HandoffState, step: Step) -> HandoffState:
    """The state after a step. Raises WrongStep where the table does not allow it."""
    allowed, after = TRANSITIONS[step]
    if state not in allowed:
        raise WrongStep(f"a {state} handoff can't {step}")
    return after
