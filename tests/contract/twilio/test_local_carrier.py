"""The local carrier takes, refuses and answers what Twilio describes: a wrong call fails."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import Any

import pytest
import requests
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response

from telephony.gateway import Gateway, Unknown
from telephony.settings import twilio_settings
from tests.contract.twilio.conftest import OUR_NUMBER
from tests.contract.twilio.description import (
    ACCOUNT,
    fault,
    field_names,
    operation,
    properties,
    required_fields,
    success,
)

ROSA = "+12165550123"
WHOLE = {
    "Messages": {"To": ROSA, "From": OUR_NUMBER, "Body": "Hello"},
    "Calls": {"To": ROSA, "From": OUR_NUMBER, "Url": "https://bills.example/x"},
}
RESOURCES = {"Messages": "message", "Calls": "call"}
NOW = dt.datetime(2026, 11, 24, 17, tzinfo=dt.UTC)


def post(carrier_url: str, what: str, fields: dict[str, str]) -> requests.Response:
    """Create something at the local carrier."""
    account = twilio_settings()
    address = f"{carrier_url}/2010-04-01/Accounts/{account.account_sid}/{what}.json"
    return requests.post(
        address, data=fields, auth=(account.account_sid, account.auth_token), timeout=20
    )


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, set[str]]]:
    """What our client sends, as (method, operation, names); nothing is answered."""
    kept: list[tuple[str, str, set[str]]] = []

    def keep(
        self: Any, method: str, url: str, params: Any = None, data: Any = None, **_: Any
    ) -> Response:
        path = url.removeprefix("https://api.twilio.com")
        names = {name for fields in (params, data) for name in fields or {}}
        kept.append((method.lower(), operation(path), names))
        return Response(200, "")

    monkeypatch.setattr(TwilioHttpClient, "request", keep)
    return kept


def test_every_field_that_we_send_is_one_that_twilio_describes(
    sent: list[tuple[str, str, set[str]]],
) -> None:
    ours = Gateway(twilio_settings(), "https://bills.example", 10)
    sid = "CA" + "0" * 32
    for call in (
        lambda: ours.send(7, ROSA, OUR_NUMBER, "Hello"),
        lambda: ours.find(ROSA, OUR_NUMBER, "Hello", NOW),
        lambda: ours.place_call(7, ROSA, OUR_NUMBER),
        lambda: ours.find_calls(ROSA, OUR_NUMBER, NOW),
        lambda: ours.speak_in_call(sid, "<Response/>"),
    ):
        with contextlib.suppress(Unknown):
            call()
    assert len(sent) == 5
    for method, path, names in sent:
        assert names
        assert names <= field_names(path, method), path


@pytest.mark.parametrize("what", sorted(WHOLE))
def test_what_twilio_requires_is_required(carrier_url: str, what: str) -> None:
    for name in required_fields(f"{ACCOUNT}/{what}.json"):
        lacking = {field: value for field, value in WHOLE[what].items() if field != name}
        refused = post(carrier_url, what, lacking)
        assert refused.status_code == 400
        assert set(refused.json()) == {"code", "message", "more_info", "status"}
        assert refused.json()["status"] == 400


@pytest.mark.parametrize("what", sorted(WHOLE))
def test_what_is_made_is_the_resource_that_twilio_describes(carrier_url: str, what: str) -> None:
    made = post(carrier_url, what, WHOLE[what])
    described = properties(RESOURCES[what])
    assert made.status_code == success(f"{ACCOUNT}/{what}.json", "post")
    assert set(made.json()) == set(described)
    faults = {name: fault(value, described[name]) for name, value in made.json().items()}
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize(
    ("what", "change", "code"),
    [
        ("Messages", {"Body": ""}, 21602),
        ("Messages", {"Body": "x" * 1601}, 21617),
        ("Messages", {"To": "+15005550001"}, 21211),
        ("Messages", {"StatusCallback": "nowhere"}, 21609),
        ("Calls", {"Url": ""}, 21205),
        ("Calls", {"Url": "nowhere"}, 21205),
        ("Calls", {"To": "+15005550001"}, 21217),
        ("Calls", {"To": "+15005550003"}, 21215),
        ("Calls", {"To": "12"}, 21211),
        ("Calls", {"From": "+12165550199"}, 21210),
        ("Calls", {"StatusCallback": "nowhere"}, 21609),
    ],
)
def test_a_wrong_call_is_refused_with_twilios_code(
    carrier_url: str, what: str, change: dict[str, str], code: int
) -> None:
    refused = post(carrier_url, what, WHOLE[what] | change)
    assert refused.json()["code"] == code
    assert refused.status_code == refused.json()["status"] == 400
    assert refused.json()["more_info"].endswith(str(code))
