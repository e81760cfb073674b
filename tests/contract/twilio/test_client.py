"""What our client sends is what Twilio describes, and what the local carrier answers fits it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator

import pytest
import requests

from telephony.carrier.messages import reporter
from telephony.carrier.player import player
from telephony.gateway import Gateway
from telephony.settings import twilio_settings
from tests.contract.twilio.conftest import OUR_NUMBER
from tests.contract.twilio.description import ACCOUNT

pytestmark = pytest.mark.contract
ROSA, DANA = "+12165550123", "+12165550191"
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def gateway(address: str) -> Gateway:
    """Our client, calling another address than Twilio's."""
    account = twilio_settings().model_copy(update={"api_base_url": address})
    return Gateway(account, "https://bills.example", 40)


@pytest.fixture(params=["twilio_mock", "validated_carrier"])
def ours(request: pytest.FixtureRequest) -> Iterator[Gateway]:
    """Our client, at Twilio as it describes itself, and at the local carrier behind the same."""
    yield gateway(request.getfixturevalue(request.param))
    while not (player.idle and reporter.idle):
        time.sleep(0.01)


def test_a_text_is_sent(ours: Gateway) -> None:
    assert ours.send(7, ROSA, OUR_NUMBER, "Hello! 👍").startswith("SM")


# Of lists only what we send is looked at: Twilio describes the addresses of pages as whole, but
# gives paths, in its own examples too; so does the local carrier.
def test_texts_are_looked_for(twilio_mock: str) -> None:
    found = gateway(twilio_mock).find("+14155552345", OUR_NUMBER, "Hello! 👍", LONG_AGO)
    assert all(sid.startswith("SM") for sid in found)


def test_a_call_is_placed(ours: Gateway) -> None:
    assert ours.place_call(7, DANA, OUR_NUMBER).startswith("CA")


def test_calls_are_looked_for(twilio_mock: str) -> None:
    found = gateway(twilio_mock).find_calls(DANA, OUR_NUMBER, LONG_AGO)
    assert all(sid.startswith("CA") for sid in found)


def test_a_call_that_goes_on_hears_something_else(ours: Gateway) -> None:
    sid = ours.place_call(7, DANA, OUR_NUMBER)
    ours.speak_in_call(sid, "<Response><Hangup/></Response>")


@pytest.mark.parametrize(
    ("what", "fields"),
    [("Messages", {"From": OUR_NUMBER, "Body": "Hi"}), ("Calls", {"To": ROSA, "Url": "https://x"})],
)
def test_twilio_as_it_describes_itself_refuses_what_lacks_a_field(
    twilio_mock: str, what: str, fields: dict[str, str]
) -> None:
    account = twilio_settings()
    path = ACCOUNT.replace("{AccountSid}", account.account_sid)
    answer = requests.post(
        f"{twilio_mock}{path}/{what}.json",
        data=fields,
        auth=(account.account_sid, account.auth_token),
        timeout=20,
    )
    assert answer.status_code in (400, 422)


def test_without_credentials_nothing_is_taken(twilio_mock: str) -> None:
    path = ACCOUNT.replace("{AccountSid}", twilio_settings().account_sid)
    answer = requests.post(f"{twilio_mock}{path}/Calls.json", data={"To": ROSA}, timeout=20)
    assert answer.status_code == 401
