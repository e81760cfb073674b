"""The door into Rasa: who may enter, what is read, and that no turn is taken twice."""

from __future__ import annotations

import asyncio
import itertools
import json
import socket
import threading
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import yaml
from sanic import Sanic

from bot.channel import LONGEST_TEXT, PlainbillChannel, TokenMissing, neutralise
from bot.server import make_app
from bot.tests.conftest import ROOT, ActionServer
from bot.tracker_store import ConversationStore
from bot.training import fresh_model

TOKEN = {"Authorization": "Bearer let-me-in"}


class Answer(NamedTuple):
    """What came back over HTTP."""

    status: int
    text: str

    @property
    def replies(self) -> List[str]:
        return [reply["text"] for reply in json.loads(self.text)["replies"]]


class Door:
    """Requests to the running channel, in a conversation of this test's own."""

    _numbers = itertools.count()

    def __init__(self, address: str) -> None:
        self._address = address
        self.sender = f"c{next(self._numbers)}"

    def post(self, body: Any, headers: Dict[str, str] = TOKEN) -> Answer:
        headers = {"Content-Type": "application/json", **headers}
        request = Request(self._address + "webhook", json.dumps(body).encode(), headers)
        try:
            with urlopen(request, timeout=30) as response:
                return Answer(response.status, response.read().decode())
        except HTTPError as refusal:
            return Answer(refusal.code, refusal.read().decode())

    def say(self, text: str, message_id: str, sender: str = "", language: str = "en") -> Answer:
        metadata = {"message_id": message_id, "language": language, "channel": "sms"}
        sender = sender or self.sender
        return self.post({"sender": sender, "message": text, "metadata": metadata})


async def _serve(app: Sanic, port: int, ready: threading.Event) -> None:
    server = await app.create_server(port=port, return_asyncio_server=True)
    await server.startup()
    await server.before_start()
    await server.start_serving()
    ready.set()
    while ready.is_set():
        await asyncio.sleep(0.05)


@pytest.fixture(scope="module")
def address(project: Path, _action_server: ActionServer) -> Iterator[str]:
    """The real application of the small assistant, listening in a thread."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = make_app(fresh_model(project), project)
    running = threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(_serve(app, port, running)), daemon=True)
    thread.start()
    assert running.wait(60)
    yield f"http://127.0.0.1:{port}/webhooks/plainbill/"
    running.clear()
    thread.join(5)


@pytest.fixture
def door(address: str, action_server: ActionServer) -> Door:
    return Door(address)


def test_the_health_check_says_when_the_model_is_there(address: str) -> None:
    with urlopen(address) as response:
        assert json.load(response) == {"status": "ok"}


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
def test_without_the_token_nobody_enters(door: Door, headers: Dict[str, str]) -> None:
    assert door.post({"sender": "c1"}, headers).status == 403


def test_the_process_refuses_to_start_without_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLAINBILL_RASA_TOKEN", raising=False)
    with pytest.raises(TokenMissing, match="PLAINBILL_RASA_TOKEN"):
        PlainbillChannel.from_credentials(None)


def test_a_text_is_answered_in_the_language_the_application_tells(door: Door) -> None:
    assert door.say("hello", "m1").replies == ["Hello."]
    assert door.say("hello", "m2", language="es").replies == ["Hola."]


def test_a_message_id_seen_before_gets_its_replies_without_another_turn(
    door: Door, action_server: ActionServer
) -> None:
    first = door.say("how much do i owe", "m1").replies
    door.say("hello", "m2")
    assert door.say("how much do i owe", "m1").replies == first == ["You owe $120.00."]
    assert len(action_server.calls) == 1


def test_a_message_id_of_another_conversation_is_another_message(
    door: Door, action_server: ActionServer
) -> None:
    door.say("how much do i owe", "m1")
    door.say("how much do i owe", "m1", sender="another")
    assert len(action_server.calls) == 2


def test_a_failing_action_fails_the_turn_and_the_turn_can_be_tried_again(
    door: Door, action_server: ActionServer
) -> None:
    action_server.fails = True
    failed = door.say("how much do i owe", "m1")
    assert failed.status == 500
    assert "owe" not in failed.text
    action_server.fails = False
    assert door.say("how much do i owe", "m1").replies == ["You owe $120.00."]


@pytest.mark.parametrize("part", ["save", "retrieve"])
def test_a_failing_store_fails_the_turn(
    door: Door, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    async def broken(*_: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(ConversationStore, part, broken)
    assert door.say("hello", "m1").status == 500


def test_a_failed_turn_is_logged_without_what_was_written(
    door: Door, action_server: ActionServer, caplog: pytest.LogCaptureFixture
) -> None:
    action_server.fails = True
    door.say("whats my balance i am Rosa", "m1")
    assert "action action_tell_balance failed" in caplog.text
    assert "Rosa" not in caplog.text


def test_actions_are_told_the_message_id_and_the_language(
    door: Door, action_server: ActionServer
) -> None:
    door.say("how much do i owe", "m7", language="es")
    tracker = action_server.calls[0]["tracker"]
    assert tracker["latest_message"]["metadata"]["message_id"] == "m7"
    assert tracker["slots"]["language"] == "es"


@pytest.mark.parametrize("text", ["/greet", "  /greet", "//greet", "/ /greet{}", "\u2003/restart"])
def test_a_leading_slash_never_reaches_rasa(text: str) -> None:
    assert not neutralise(text).strip().startswith("/")


def test_a_command_is_understood_like_any_text(door: Door, action_server: ActionServer) -> None:
    door.say("/check_balance how much do i owe", "m1")
    understood = action_server.calls[0]["tracker"]["latest_message"]
    assert understood["text"] == "check_balance how much do i owe"
    assert understood["intent"]["confidence"] < 1.0


def test_a_text_is_cut_at_the_longest_we_read() -> None:
    assert len(neutralise("a" * 5000)) == LONGEST_TEXT


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ([], "metadata"),
        ({"sender": "c1", "message": "hi"}, "metadata"),
        ({"sender": "c1", "message": "hi", "metadata": {}}, "metadata.message_id"),
        ({"sender": "", "message": "hi", "metadata": {"message_id": "m"}}, "sender"),
        ({"sender": "c1", "message": 5, "metadata": {"message_id": "m"}}, "message"),
    ],
)
def test_a_malformed_request_is_told_which_field(door: Door, body: Any, what: str) -> None:
    refusal = door.post(body)
    assert refusal.status == 400
    assert what in json.loads(refusal.text)["error"]


def test_only_our_own_channel_is_open() -> None:
    channels = yaml.safe_load((ROOT / "credentials.yml").read_text())
    assert list(channels) == ["bot.channel.PlainbillChannel"]


def test_rasas_own_interface_is_closed(address: str) -> None:
    base = address.split("/webhooks")[0]
    for path in ("/model/parse", "/conversations/c1/tracker", "/webhooks/rest/webhook"):
        with pytest.raises(HTTPError, match="404"):
            urlopen(base + path)
