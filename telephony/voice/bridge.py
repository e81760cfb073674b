"""TwiML of a call that we placed: the representative accepts by a key, then both are connected."""

from __future__ import annotations

from collections.abc import Iterable

from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from receivables.settings import settings
from telephony.voice.markup import Line, say

ACCEPT_KEY = "1"
KEY_SECONDS = 8
PERSON_RINGS_SECONDS = 30
LONGEST_SECONDS = 4 * 60 * 60


def outgoing(path: str, call_id: int) -> str:
    """Where the carrier asks about a call of ours: below /twilio/outgoing."""
    return f"{settings().public_url.rstrip('/')}/twilio/outgoing{path}?call={call_id}"


def ask_for_key(lines: Iterable[Line], action: str) -> str:
    """Say the lines and wait for one key; no key is an answer too, and never means yes: what
    answered may be a voicemail."""
    response = VoiceResponse()
    gather = Gather(
        input="dtmf",
        num_digits=1,
        timeout=KEY_SECONDS,
        action=action,
        method="POST",
        action_on_empty_result=True,
    )
    for line in lines:
        gather.append(say(line))
    response.append(gather)
    return str(response)


def connect(lines: Iterable[Line], call_id: int, phone: str, our_number: str) -> str:
    """Dial the person's number from ours. The carrier tells whether a machine answered."""
    response = VoiceResponse()
    for line in lines:
        response.append(say(line))
    dial = Dial(
        caller_id=our_number,
        answer_on_bridge=True,
        timeout=PERSON_RINGS_SECONDS,
        time_limit=LONGEST_SECONDS,
        action=outgoing("/done", call_id),
        method="POST",
    )
    dial.number(
        phone,
        status_callback=outgoing("/person", call_id),
        status_callback_event="initiated ringing answered completed",
        status_callback_method="POST",
        machine_detection="DetectMessageEnd",
        amd_status_callback=outgoing("/machine", call_id),
        amd_status_callback_method="POST",
    )
    response.append(dial)
    return str(response)
