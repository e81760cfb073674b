"""The local carrier speaks as Twilio does: read by Twilio's own library, held to its errors."""

from __future__ import annotations

import httpx
import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from telephony.carrier.storage import carrier_engine
from telephony.gateway import _Redirected
from tests.integration.telephony.conftest import ACCOUNT, OUR_NUMBER, ROSA, TOKEN, Channel


@pytest.fixture
def twilio(channel: Channel) -> Client:
    """Twilio's library, pointed at the local carrier."""
    return client(channel, ACCOUNT, TOKEN)


def client(channel: Channel, account: str, token: str) -> Client:
    return Client(account, token, http_client=_Redirected(f"{channel.web_url}/carrier", 5))


def create(twilio: Client, **fields: str) -> object:
    values = {"to": ROSA, "from_": OUR_NUMBER, "body": "hello"} | fields
    return twilio.messages.create(**{key: value for key, value in values.items() if value})


def test_a_message_is_created_fetched_and_delivered(channel: Channel, twilio: Client) -> None:
    made = twilio.messages.create(to=ROSA, from_=OUR_NUMBER, body="¿Cómo está?")
    assert made.sid.startswith("SM")
    assert made.status == "queued"
    assert made.num_segments == "1"
    assert made.direction == "outbound-api"
    channel.until(lambda: twilio.messages(made.sid).fetch().status == "delivered")
    assert twilio.messages(made.sid).fetch().date_sent is not None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"to": "+1"}, 21211),
        ({"to": "+15005550001"}, 21211),
        ({"from_": ""}, 21603),
        ({"from_": "+12165550199"}, 21606),
        ({"from_": "nobody"}, 21212),
        ({"to": OUR_NUMBER}, 21266),
        ({"body": ""}, 21602),
        ({"body": "x" * 1601}, 21617),
        ({"to": "+15005550004"}, 21610),
        ({"status_callback": "not an address"}, 21609),
    ],
)
def test_wrong_calls_fail_as_they_would_there(
    twilio: Client, fields: dict[str, str], code: int
) -> None:
    with pytest.raises(TwilioRestException) as refused:
        create(twilio, **fields)
    assert (refused.value.status, refused.value.code) == (400, code)


def test_a_message_to_nobody_is_refused(channel: Channel) -> None:
    address = f"{channel.web_url}/carrier/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    answer = httpx.post(address, auth=(ACCOUNT, TOKEN), data={"Body": "hello"})
    assert (answer.status_code, answer.json()["code"]) == (400, 21604)
    assert answer.json()["status"] == 400
    assert answer.json()["more_info"].endswith("/21604")


def test_sixteen_hundred_characters_are_taken(twilio: Client) -> None:
    create(twilio, body="x" * 1600)


def test_who_opted_out_at_the_carrier_gets_nothing(channel: Channel, twilio: Client) -> None:
    channel.handset.block(ROSA)
    with pytest.raises(TwilioRestException) as refused:
        create(twilio)
    assert refused.value.code == 21610
    channel.handset.block(ROSA, blocked=False)
    create(twilio)


@pytest.mark.parametrize(
    ("account", "token"), [(ACCOUNT, "wrong"), ("AC" + "0" * 32, TOKEN), (ACCOUNT, "")]
)
def test_without_the_token_nobody_gets_in(channel: Channel, account: str, token: str) -> None:
    answer = httpx.get(
        f"{channel.web_url}/carrier/2010-04-01/Accounts/{ACCOUNT}/Messages.json",
        auth=(account, token),
    )
    assert answer.status_code == 401
    assert answer.json()["code"] == 20003
    phone = {"phone": ROSA}
    answer = httpx.post(f"{channel.web_url}/carrier/handset/messages", json=phone)
    assert answer.status_code == 401


def test_another_account_and_unknown_messages_are_not_found(
    channel: Channel, twilio: Client
) -> None:
    with pytest.raises(TwilioRestException) as missing:
        twilio.messages("SM" + "0" * 32).fetch()
    assert (missing.value.status, missing.value.code) == (404, 20404)
    other = f"{channel.web_url}/carrier/2010-04-01/Accounts/AC{'0' * 32}/Messages.json"
    assert httpx.get(other, auth=(ACCOUNT, TOKEN)).status_code == 404


def test_lists_are_filtered_and_come_in_pages_newest_first(twilio: Client) -> None:
    for number in range(7):
        create(twilio, body=f"text {number}")
    create(twilio, to="+12165550144", body="to another")
    found = twilio.messages.list(to=ROSA, from_=OUR_NUMBER, page_size=3)
    assert [message.body for message in found] == [f"text {n}" for n in reversed(range(7))]
    assert len(twilio.messages.list(limit=5)) == 5
    assert twilio.messages.list(from_="+12165550199") == []


def test_dates_filter_what_was_sent(channel: Channel, twilio: Client) -> None:
    made = twilio.messages.create(to=ROSA, from_=OUR_NUMBER, body="hello")
    channel.until(lambda: twilio.messages(made.sid).fetch().date_sent is not None)
    today = twilio.messages(made.sid).fetch().date_sent.date()
    assert len(twilio.messages.list(date_sent=today)) == 1
    assert len(twilio.messages.list(date_sent_after=today)) == 1
    assert twilio.messages.list(date_sent_before=today.replace(year=today.year - 1)) == []


@pytest.mark.parametrize("query", ["PageSize=0", "PageSize=1001", "Page=x", "PageSize=-1"])
def test_wrong_pages_are_refused(channel: Channel, query: str) -> None:
    address = f"{channel.web_url}/carrier/2010-04-01/Accounts/{ACCOUNT}/Messages.json?{query}"
    answer = httpx.get(address, auth=(ACCOUNT, TOKEN))
    assert (answer.status_code, answer.json()["code"]) == (400, 20001)


def test_messages_outlive_the_process(channel: Channel, twilio: Client) -> None:
    create(twilio, body="kept")
    carrier_engine().dispose()
    carrier_engine.cache_clear()
    assert channel.replies() == ["kept"]


def test_a_phone_asks_only_for_what_is_new(channel: Channel, twilio: Client) -> None:
    create(twilio, body="one")
    (first,) = channel.handset.messages(ROSA)
    create(twilio, body="two")
    assert [text.body for text in channel.handset.messages(ROSA, first.number)] == ["two"]
