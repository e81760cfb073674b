"""The webhook: who may call it, what it takes, and that it keeps everything once."""

from __future__ import annotations

import threading
from urllib.parse import urlencode

import httpx
import pytest
from twilio.request_validator import RequestValidator

from receivables.settings import settings
from receivables.store.tables import Conversation, InboundMessage
from telephony.settings import twilio_settings
from tests.integration.telephony.conftest import OUR_NUMBER, ROSA, TOKEN, Channel

FIELDS = {"MessageSid": "SM" + "1" * 32, "From": ROSA, "To": OUR_NUMBER, "Body": "hello", "X": ""}


def post(
    channel: Channel,
    body: str,
    signature: str | None,
    path: str = "/twilio/sms",
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    sent = {"Content-Type": "application/x-www-form-urlencoded"} | (headers or {})
    if signature is not None:
        sent["X-Twilio-Signature"] = signature
    return httpx.post(channel.web_url + path, content=body, headers=sent)


def signed(
    fields: object, token: str = TOKEN, path: str = "/twilio/sms", url: str | None = None
) -> str:
    address = (url or settings().public_url) + path
    return str(RequestValidator(token).compute_signature(address, fields))


def test_a_signed_text_is_kept_and_answered_with_nothing(channel: Channel) -> None:
    response = post(channel, urlencode(FIELDS), signed(FIELDS))
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("application/xml")
    assert response.text.endswith("<Response />")
    assert [text.body for text in channel.rows(InboundMessage)] == ["hello"]


@pytest.mark.parametrize(
    "forged",
    [
        None,
        "",
        "nonsense",
        "c2lnbmVkIGJ5IG5vYm9keSBhdCBhbGwh",
        "é" * 28,
    ],
)
@pytest.mark.parametrize("path", ["/twilio/sms", "/twilio/status"])
def test_without_a_right_signature_nobody_gets_in(
    channel: Channel, forged: str | None, path: str
) -> None:
    header = forged.encode("latin-1").decode("latin-1") if forged is not None else None
    sent = {"Content-Type": "application/x-www-form-urlencoded"}
    raw: list[tuple[bytes, bytes]] = [(k.encode(), v.encode()) for k, v in sent.items()]
    if header is not None:
        raw.append((b"X-Twilio-Signature", header.encode("latin-1")))
    response = httpx.post(channel.web_url + path, content=urlencode(FIELDS), headers=raw)
    assert response.status_code == 403
    assert channel.rows(InboundMessage) == []


def test_a_changed_text_is_refused(channel: Channel) -> None:
    other = FIELDS | {"Body": "something else"}
    assert post(channel, urlencode(other), signed(FIELDS)).status_code == 403


def test_a_signature_for_another_address_is_refused(channel: Channel) -> None:
    signature = signed(FIELDS, url="https://elsewhere.example")
    forged = {"Host": "elsewhere.example", "X-Forwarded-Proto": "https"}
    assert post(channel, urlencode(FIELDS), signature, headers=forged).status_code == 403


def test_without_any_token_nobody_gets_in(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "")
    monkeypatch.setenv("TWILIO_AUTH_TOKEN_SECONDARY", "")
    twilio_settings.cache_clear()
    assert post(channel, urlencode(FIELDS), signed(FIELDS, token="")).status_code == 403


def test_both_tokens_are_taken_while_they_are_rotated(channel: Channel) -> None:
    signature = signed(FIELDS, token="the-next-token")
    assert post(channel, urlencode(FIELDS), signature).status_code == 200


@pytest.mark.parametrize(
    ("public", "called"),
    [
        ("https://bills.example", "https://bills.example"),
        ("https://bills.example", "https://bills.example:443"),
        ("https://bills.example:443", "https://bills.example"),
        ("https://bills.example/", "https://bills.example"),
    ],
)
def test_the_signature_is_on_the_public_address_with_or_without_a_port(
    channel: Channel, monkeypatch: pytest.MonkeyPatch, public: str, called: str
) -> None:
    monkeypatch.setenv("PLAINBILL_PUBLIC_URL", public)
    settings.cache_clear()
    signature = signed(FIELDS, url=called)
    assert post(channel, urlencode(FIELDS), signature).status_code == 200


def test_a_query_string_belongs_to_the_address(channel: Channel) -> None:
    path = "/twilio/sms?from=fallback&empty="
    signature = signed(FIELDS, path=path)
    assert post(channel, urlencode(FIELDS), signature, path).status_code == 200
    assert post(channel, urlencode(FIELDS), signature).status_code == 403


class Repeated:
    """Fields with a repeated key, as Twilio's validator reads them."""

    def __init__(self, pairs: list[tuple[str, str]]):
        self.pairs = pairs

    def __iter__(self) -> object:
        return iter(name for name, _ in self.pairs)

    def __bool__(self) -> bool:
        return True

    def getall(self, name: str) -> list[str]:
        return [value for key, value in self.pairs if key == name]


def test_empty_unknown_and_repeated_fields_count(channel: Channel) -> None:
    pairs = [*FIELDS.items(), ("Repeated", "b"), ("Repeated", "a"), ("Body2", " kept ")]
    assert post(channel, urlencode(pairs), signed(Repeated(pairs))).status_code == 200


def test_a_body_beyond_all_measure_is_refused(channel: Channel) -> None:
    assert post(channel, "Body=" + "x" * 70_000, "s").status_code == 413


def test_a_form_of_a_thousand_fields_is_refused(channel: Channel) -> None:
    assert post(channel, "&".join(f"f{n}=" for n in range(1000)), "s").status_code == 400


def test_a_duplicate_is_acknowledged_and_not_kept_twice(channel: Channel) -> None:
    for _ in range(3):
        assert post(channel, urlencode(FIELDS), signed(FIELDS)).status_code == 200
    channel.work()
    assert len(channel.rows(InboundMessage)) == 1
    assert channel.replies()[1:] == ["You said: hello"]


def test_duplicates_at_the_same_moment_are_kept_once(channel: Channel) -> None:
    codes = []

    def send() -> None:
        codes.append(post(channel, urlencode(FIELDS), signed(FIELDS)).status_code)

    threads = [threading.Thread(target=send) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == [200] * 12
    assert len(channel.rows(InboundMessage)) == 1


def test_a_text_without_an_id_is_refused(channel: Channel) -> None:
    fields = {"From": ROSA, "To": OUR_NUMBER, "Body": "hello"}
    assert post(channel, urlencode(fields), signed(fields)).status_code == 400


@pytest.mark.parametrize("sender", ["72345", "VERIZON", "", OUR_NUMBER])
def test_a_sender_whom_no_answer_reaches_is_not_answered(channel: Channel, sender: str) -> None:
    fields = FIELDS | {"From": sender}
    assert post(channel, urlencode(fields), signed(fields)).status_code == 200
    assert channel.rows(Conversation) == []


def test_nobody_reads_the_webhook(channel: Channel) -> None:
    assert httpx.get(channel.web_url + "/twilio/sms").status_code == 405
