"""TwiML for a call, built with Twilio's library."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from twilio.twiml.voice_response import Dial, Gather, Say, Start, VoiceResponse

from receivables.domain.money import Money
from receivables.settings import settings

# Twilio's names of the language heard and of the voice that speaks.
LOCALES = {"en": "en-US", "es": "es-US"}
VOICES = {"en": "Polly.Joanna-Neural", "es": "Polly.Lupe-Neural"}
SILENCE_SECONDS = 6
STAFF_RINGS_SECONDS = 20
HINTS = {
    "en": "representative, balance, payment plan, deductible, coinsurance, copay, yes, no, repeat",
    "es": "representante, saldo, plan de pagos, deducible, coaseguro, copago, sí, no, repetir",
}


@dataclass(frozen=True, slots=True)
class Line:
    """Something to say, in a language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Ringing:
    """A representative's phone to ring, and our own number of the transfer."""

    transfer: int
    phone: str


@dataclass(frozen=True, slots=True)
class Paying:
    """An amount to be paid on the keypad, and our own number of the payment."""

    payment: int
    amount: Money


def address(path: str) -> str:
    """Where the carrier asks next: below /twilio/voice of the public address."""
    return f"{settings().public_url.rstrip('/')}/twilio/voice{path}"


def ask(lines: Iterable[Line], step: int, language: str, digits: int = 0, record: str = "") -> str:
    """Say the lines and listen, to speech and keys, from the first word on (barge-in).

    Silence is an answer too: the carrier then asks with nothing heard. `digits`: how many end the
    answer at once; 0: the hash key or a pause does. `record`: where the recording is announced
    that begins now, if any.
    """
    response = VoiceResponse()
    if record:
        start = Start()
        start.recording(recording_status_callback=record, channels="dual", track="both")
        response.append(start)
    gather = Gather(
        input="dtmf speech",
        action=address(f"/turn?step={step}"),
        method="POST",
        action_on_empty_result=True,
        timeout=SILENCE_SECONDS,
        speech_timeout="auto",
        speech_model="phone_call",
        profanity_filter=False,
        barge_in=True,
        language=LOCALES[language],
        hints=HINTS[language],
        finish_on_key="#",
        **({"num_digits": digits} if digits else {}),
    )
    for line in lines:
        gather.append(say(line))
    response.append(gather)
    return str(response)


def tell(lines: Iterable[Line]) -> str:
    """Say the lines and hang up."""
    response = VoiceResponse()
    for line in lines:
        response.append(say(line))
    response.hangup()
    return str(response)


def pass_on(lines: Iterable[Line], rings: Ringing, step: int, our_number: str) -> str:
    """Say the lines, then ring a representative, who hears a whisper and accepts by a key."""
    response = VoiceResponse()
    for line in lines:
        response.append(say(line))
    dial = Dial(
        caller_id=our_number,
        timeout=STAFF_RINGS_SECONDS,
        action=address(f"/transferred?step={step}&transfer={rings.transfer}"),
        method="POST",
    )
    whisper = address(f"/whisper?transfer={rings.transfer}")
    dial.number(rings.phone, url=whisper, method="POST")
    response.append(dial)
    return str(response)


def pay(lines: Iterable[Line], pays: Paying, step: int, connector: str) -> str:
    """Say the lines, then let the carrier ask for a card and charge it: we never hear it."""
    response, language = VoiceResponse(), "en"
    for line in lines:
        response.append(say(line))
        language = line.language
    response.pay(
        payment_connector=connector,
        charge_amount=f"{pays.amount.cents // 100}.{pays.amount.cents % 100:02}",
        currency="usd",
        input="dtmf",
        payment_method="credit-card",
        max_attempts=2,
        language=LOCALES[language],
        action=address(f"/paid?step={step}&payment={pays.payment}"),
    )
    return str(response)


def nothing() -> str:
    """An empty document."""
    return str(VoiceResponse())


def say(line: Line) -> Say:
    """A line as the carrier speaks it."""
    return Say(line.text, voice=VOICES[line.language], language=LOCALES[line.language])
