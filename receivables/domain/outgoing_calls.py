"""A call that we place for a representative: its states, and what comes of it.

The carrier rings the representative's own phone first; they accept by a key; then it dials the
person's number. Only then has the person been contacted.

>>> result_of("no-answer", None)
<CallResult.NO_ANSWER: 'no_answer'>
>>> result_of("completed", "machine_end_beep")
<CallResult.VOICEMAIL: 'voicemail'>
"""

from __future__ import annotations

from enum import StrEnum


class OutgoingCallState(StrEnum):
    """Where a call stands, in order."""

    REQUESTED = "requested"  # to be placed by the worker
    PLACING = "placing"  # the carrier is being asked; after a crash, nobody knows
    RINGING = "ringing"  # the representative's phone
    DIALLING = "dialling"  # accepted: the person's phone
    SPEAKING = "speaking"
    ENDED = "ended"


class CallResult(StrEnum):
    """What came of it, once it is known."""

    CONNECTED = "connected"
    VOICEMAIL = "voicemail"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    UNREACHABLE = "unreachable"  # no such number, or the network did not connect
    GIVEN_UP = "given_up"  # the representative hung up before anybody answered
    NOT_ACCEPTED = "not_accepted"  # the representative did not answer, or pressed no key
    REFUSED = "refused"  # a rule on contact forbids it
    NOT_PLACED = "not_placed"  # the carrier could not be asked in time, or refused


class Voicemail(StrEnum):
    """Whether a message may be left on a voicemail, and was."""

    ALLOWED = "allowed"
    DUE = "due"
    LEFT = "left"


# The carrier's words for how a leg of a call stands; a later rank is never taken back.
_RANKS = {
    "queued": 0,
    "initiated": 0,
    "ringing": 1,
    "in-progress": 2,
    "answered": 2,
    **dict.fromkeys(("completed", "busy", "no-answer", "failed", "canceled"), 3),
}
OVER = frozenset(status for status, rank in _RANKS.items() if rank == 3)
_RESULTS = {
    "in-progress": CallResult.CONNECTED,
    "answered": CallResult.CONNECTED,
    "completed": CallResult.CONNECTED,
    "busy": CallResult.BUSY,
    "no-answer": CallResult.NO_ANSWER,
    "failed": CallResult.UNREACHABLE,
    "canceled": CallResult.GIVEN_UP,
}


def is_later(status: str, known: str | None) -> bool:
    """Whether a report says more than the last one; reports come in any order, and twice."""
    if status not in _RANKS:
        return False
    return known is None or _RANKS[status] > _RANKS[known]


def result_of(status: str | None, answered_by: str | None) -> CallResult | None:
    """What came of the person's leg; None while it rings. A machine that answers is a voicemail.

    `answered_by`: what the carrier's detection says of who answered, if it has.
    """
    result = _RESULTS.get(status or "")
    if result is CallResult.CONNECTED and is_machine(answered_by):
        return CallResult.VOICEMAIL
    return result


def is_machine(answered_by: str | None) -> bool:
    """Whether the carrier heard a machine: `machine_start`, `machine_end_beep`, `fax` ..."""
    return answered_by is not None and (answered_by.startswith("machine") or answered_by == "fax")
