"""The whole system on this folder's model: `python -m benchmarks.pipelines.conversing`.

Prints one JSON object: seconds until ready, MiB of the Rasa process, milliseconds from a text to
its reply (p50, p95), and replies a second to eight people who write at once. Every text comes from
a phone of its own: a first text is answered however it is understood, so that a weak model, which
soon hands over to a person, is measured too.
"""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from benchmarks.measurement import percentile
from benchmarks.running import memory, timed_system
from benchmarks.texting import LONGEST_WAIT
from cli.system import System
from telephony.handset import Handset
from telephony.settings import TwilioSettings

PEOPLE = 8
TEXTS = (
    "what is a deductible",
    "who is this",
    "hi, how much do I owe?",
    "can I pay 50 a month?",
    "what does coinsurance mean",
    "why is my bill so high",
    "is this a scam",
    "cuánto debo",
    "did you get my payment",
    "thank you",
)


def main() -> int:
    """Always 0; what goes wrong is raised."""
    with timed_system() as (system, ready):
        alone = converse(system, "+1330555010")
        begun = time.perf_counter()
        with ThreadPoolExecutor(PEOPLE) as pool:
            prefixes = [f"+144055501{person}" for person in range(PEOPLE)]
            answered = list(pool.map(lambda prefix: converse(system, prefix), prefixes))
        rate = sum(map(len, answered)) / (time.perf_counter() - begun)
        weight = memory(system)["rasa"]
    found = {
        "ready_seconds": ready,
        "served_mebibytes": weight,
        "reply_p50": percentile(alone, 50),
        "reply_p95": percentile(alone, 95),
        "replies_a_second": rate,
    }
    print(json.dumps(found))
    return 0


def converse(system: System, prefix: str) -> list[float]:
    """Milliseconds to each reply; the next text is sent as soon as the last is answered.

    `prefix` is ten phones' number without its last digit. Raises TimeoutError.
    """
    environment = system.environment
    account = TwilioSettings(
        account_sid=environment["TWILIO_ACCOUNT_SID"],
        auth_token=environment["TWILIO_AUTH_TOKEN"],
        from_number=environment["TWILIO_FROM_NUMBER"],
        api_base_url=f"{system.web_url}/carrier",
    )
    with Handset(environment["PLAINBILL_PUBLIC_URL"], account, system.web_url) as handset:
        return [answered(handset, f"{prefix}{index}", text) for index, text in enumerate(TEXTS)]


def answered(handset: Handset, phone: str, text: str) -> float:
    """Milliseconds from a text to its reply. Raises TimeoutError."""
    begun = time.perf_counter()
    handset.text(phone, text)
    while not handset.messages(phone):
        if time.perf_counter() - begun > LONGEST_WAIT:
            raise TimeoutError(f"no reply within {LONGEST_WAIT:.0f} s to: {text}")
        time.sleep(0.005)
    return 1000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    sys.exit(main())
