"""Texts through the running system: how soon Twilio is answered, how soon the patient is."""

from __future__ import annotations

import time

from benchmarks.crowd.phones import Phones
from benchmarks.measurement import Measurement, percentile, seconds
from cli.system import System
from telephony.handset import Handset
from telephony.settings import TwilioSettings

ACKNOWLEDGED = 200
CONVERSATION = (
    "hi, how much do I owe?",
    "3/22/1979",
    "44107",
    "why is the bill from Lakeside Hospital so high",
    "more",
    "what is a deductible",
    "how much do I owe?",
    "can I pay 50 a month?",
    "no wait, 75",
    "the 15th",
    "yes",
    "did you get my payment",
    "thanks",
)
PATIENT = "+12165550141"
STRANGER = "+12165550199"
LONGEST_WAIT = 30.0


def measure_texts(system: System) -> dict[str, list[float]]:
    """Milliseconds: each acknowledgement, and each text's way to its first reply."""
    account = TwilioSettings(
        account_sid=system.environment["TWILIO_ACCOUNT_SID"],
        auth_token=system.environment["TWILIO_AUTH_TOKEN"],
        from_number=system.environment["TWILIO_FROM_NUMBER"],
        api_base_url=f"{system.web_url}/carrier",
    )
    with Handset(system.environment["PLAINBILL_PUBLIC_URL"], account, system.web_url) as handset:
        phones = Phones(system.folder)
        replies = [1000 * seconds_to_reply(handset, phones, text) for text in CONVERSATION]
        acknowledged = [
            1000 * seconds(lambda: handset.text(STRANGER, "thank you")) for _ in range(ACKNOWLEDGED)
        ]
    return {"replies": replies, "acknowledged": acknowledged}


def seconds_to_reply(handset: Handset, phones: Phones, text: str) -> float:
    """From sending a text to the first reply on the phone. Raises TimeoutError.

    The phone is read from the carrier's file: asking the web process would take its time.
    """
    seen = phones.received().get(PATIENT, 0)
    begun = time.perf_counter()
    handset.text(PATIENT, text)
    while phones.received().get(PATIENT, 0) == seen:
        if time.perf_counter() - begun > LONGEST_WAIT:
            raise TimeoutError(f"no reply within {LONGEST_WAIT:.0f} s to: {text}")
        time.sleep(0.002)
    answered = time.perf_counter() - begun
    time.sleep(0.3)  # let a second reply arrive before the next text
    return answered


def text_measurements(runs: list[dict[str, list[float]]]) -> list[Measurement]:
    """The lines of the table, a value a run."""

    def line(name: str, kind: str, percent: float, aim: str = "") -> Measurement:
        values = [percentile(run[kind], percent) for run in runs]
        return Measurement(f"{name} p{percent:.0f}", values, "ms", aim)

    return [
        line("webhook acknowledgement", "acknowledged", 50),
        line("webhook acknowledgement", "acknowledged", 99, "under 50 ms"),
        line("text to reply", "replies", 50, "under 100 ms"),
        line("text to reply", "replies", 95),
    ]
