"""Simulated patients text a running system: seeded, so that a failure can be played again.

PLAINBILL_SIMULATED says how many there are (`make simulate`), PLAINBILL_SIMULATED_SEED which.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cli.system import System, running_system
from receivables.services.import_accounts import import_accounts
from receivables.services.import_remittances import import_remittances
from receivables.store.database import make_engine
from telephony.handset import Handset
from telephony.settings import TwilioSettings
from tests.builders import NOW
from tests.nlu.texts import development_texts
from tests.simulated.accounts import write_accounts
from tests.simulated.caller import Caller
from tests.simulated.judge import faults
from tests.simulated.patient import SimulatedPatient
from tests.simulated.phrases import answers, promises, responses

COUNT = int(os.environ.get("PLAINBILL_SIMULATED", "40"))
SEED = int(os.environ.get("PLAINBILL_SIMULATED_SEED", "20261124"))
AT_ONCE = 6
# Said of what was recorded before, or by a page: nothing new is promised.
PROMISE_NOTHING_NEW = (
    "utter_balance_meanwhile",
    "utter_representative_",
    "utter_insurance_standing",
    "utter_documents_page_",
    "utter_bill_explanation_",
)


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A running system without the demonstration."""
    with running_system(tmp_path_factory.mktemp("system"), demonstration=False) as started:
        yield started


@pytest.mark.conversation
@pytest.mark.timeout(1800)
def test_simulated_patients_are_all_served(system: System, tmp_path: Path) -> None:
    environment = system.environment
    account = TwilioSettings(
        account_sid=environment["TWILIO_ACCOUNT_SID"],
        auth_token=environment["TWILIO_AUTH_TOKEN"],
        from_number=environment["TWILIO_FROM_NUMBER"],
        api_base_url=environment["TWILIO_API_BASE_URL"],
    )
    people = write_accounts(tmp_path, COUNT, SEED)
    store = make_engine(f"sqlite:///{system.folder / 'plainbill.db'}")
    assert import_accounts(store, tmp_path / "accounts.csv", NOW).succeeded
    assert import_remittances(store, [tmp_path / "remittance.835"], NOW).succeeded
    sayings = development_texts()
    handset = Handset(environment["PLAINBILL_PUBLIC_URL"], account, system.web_url)

    def talk(place: int) -> list[str]:
        person = people[place]
        key = environment["PLAINBILL_SECRET_KEY"]
        caller = Caller(handset, store, key, person.phone, account.from_number)
        return played(SimulatedPatient(person, SEED + place, sayings), caller)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        wrong = [transcript for transcript in pool.map(talk, range(COUNT)) if transcript]
    handset.close()
    store.dispose()
    said = "\n\n".join("\n".join(transcript) for transcript in wrong)
    assert not wrong, f"{len(wrong)} of {COUNT} conversations went wrong:\n{said}"
    assert "Traceback" not in "".join(log.read_text() for log in system.logs.glob("*.log"))


def played(patient: SimulatedPatient, caller: Caller) -> list[str]:
    """The transcript with what was wrong in it; nothing when nothing was."""
    transcript, wrong = [f"seed {patient.seed}"], False
    replies: list[str] = []
    before = caller.facts()
    for _ in range(patient.texts):
        text = patient.next_text(replies)
        transcript.append(f"> {text}")
        try:
            last, replies = replies, caller.say(text)
        except TimeoutError as problem:
            return [*transcript, f"  !! {problem}"]
        after = caller.facts()
        found = list(faults(before, replies, last, after))
        transcript += [f"  {reply}" for reply in replies]
        transcript += [f"  !! {fault}" for fault in found]
        wrong, before = wrong or bool(found), after
    return transcript if wrong else []


def test_every_promise_of_a_date_is_looked_up_in_the_store() -> None:
    dated = {
        name
        for name, pattern in responses().items()
        if (".*?" in pattern and "{date}" in pattern) or "by\\ .*?" in pattern
    }
    unlisted = {
        name for name in dated - set(promises()) if not name.startswith(PROMISE_NOTHING_NEW)
    }
    assert unlisted == set()


def test_every_response_named_in_the_tables_exists() -> None:
    assert set(answers()) | set(promises()) <= set(responses())
