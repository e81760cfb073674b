"""The door into Rasa: one route, on loopback, behind a token, for our own application alone.

`POST /webhooks/plainbill/webhook` with `Authorization: Bearer <PLAINBILL_RASA_TOKEN>` and
`{"sender", "message", "metadata": {"message_id", "language", "channel", "today", "safety",
"person"}}` answers `{"replies": [{"text", "response"}]}`, `response` the name of what was said,
where it has one. A message id that was processed before gets the same replies without being
processed again.
400: the request is not as above. 403: no or a wrong token. 500: the turn failed and nothing of it
was saved. `GET /webhooks/plainbill/` is the health check. `POST /webhooks/plainbill/objections` is
`bot.objections.door`.
"""

from __future__ import annotations

import hmac
import logging
import os
import re
from typing import Any, Awaitable, Callable, Dict, List, Optional, Text

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.shared.exceptions import RasaException
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot import context, returning
from bot.objections import door
from bot.tracker_store import ConversationStore, Reply, store_of

logger = logging.getLogger(__name__)

LONGEST_TEXT = 1600  # characters; Twilio joins no more
KNOWN_METADATA = ("message_id", "language", "channel", "today", "safety", "person")
# "/intent{...}" would bypass understanding. Rasa strips space before it looks for the slash.
_COMMAND = re.compile(r"^[\s/]+")


class TokenMissing(RasaException):
    """The process was started without its token."""

    def __str__(self) -> Text:
        return "PLAINBILL_RASA_TOKEN is not set: without it anybody could speak as any patient."


class BadRequest(ValueError):
    """The body is not what the channel takes; the message names the field."""


class Replies(OutputChannel):
    """Collects what is said; named after the patient's channel, for answers that depend on it."""

    def __init__(self, channel: Text) -> None:
        self._channel = channel
        self.said: List[Reply] = []

    def name(self) -> Text:
        return self._channel

    async def send_response(self, recipient_id: Text, message: Dict[Text, Any]) -> None:
        if message.get("text"):
            self.said.append(Reply(message["text"], message.get("utter_action")))


def neutralise(text: Text) -> Text:
    """The text without leading slashes and space, cut to the longest we read."""
    return _COMMAND.sub("", text)[:LONGEST_TEXT]


def read_message(body: Any) -> UserMessage:
    """The message in a request's body. Raises BadRequest."""
    if not isinstance(body, dict) or not isinstance(body.get("metadata"), dict):
        raise BadRequest("the body must be an object with 'metadata'")
    metadata = {key: body["metadata"][key] for key in KNOWN_METADATA if key in body["metadata"]}
    for name, value in (
        ("sender", body.get("sender")),
        ("metadata.message_id", metadata.get("message_id")),
    ):
        if not isinstance(value, str) or not value:
            raise BadRequest(f"'{name}' must be a text that is not empty")
    if not isinstance(body.get("message"), str):
        raise BadRequest("'message' must be a text")
    return UserMessage(
        neutralise(body["message"]),
        Replies(str(metadata.get("channel", "sms"))),
        body["sender"],
        input_channel=PlainbillChannel.name(),
        message_id=metadata["message_id"],
        metadata=metadata,
    )


async def take_turn(agent: Agent, message: UserMessage) -> List[Reply]:
    """The replies to the message: those it got before, else those of the turn it takes now.

    Raises whatever made the turn fail; it is then as if the message had never come.
    """
    store = store_of(agent)
    async with agent.lock_store.lock(message.sender_id):
        with store.one_turn(message.sender_id):
            return await _answered(agent, store, message)


async def _answered(agent: Agent, store: ConversationStore, message: UserMessage) -> List[Reply]:
    said = store.replies_to(message.sender_id, message.message_id)
    if said is None:
        await returning.take_back(agent, message)
        await context.understand(agent, message)
        await agent.processor.handle_message(message)
        said = message.output_channel.said
    second = await context.waiting_question(agent, message)
    if second is None:
        return said
    second.output_channel = Replies(message.output_channel.name())
    await agent.processor.handle_message(second)
    return said + second.output_channel.said


class PlainbillChannel(InputChannel):
    """The input channel that credentials.yml names."""

    def __init__(self, token: Text) -> None:
        if not token:
            raise TokenMissing
        self._token = token

    @classmethod
    def name(cls) -> Text:
        return "plainbill"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> PlainbillChannel:
        """Reads the token from the environment. Raises TokenMissing."""
        return cls(os.environ.get("PLAINBILL_RASA_TOKEN", ""))

    def may_enter(self, request: Request) -> bool:
        """Whether the request carries the token; takes the same time whatever it carries."""
        offered = request.headers.get("Authorization", "")
        return hmac.compare_digest(offered.encode(), f"Bearer {self._token}".encode())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("plainbill", "plainbill")

        @routes.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            agent = getattr(request.app.ctx, "agent", None)
            ready = agent is not None and agent.is_ready()
            return json({"status": "ok" if ready else "loading"}, status=200 if ready else 503)

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if not self.may_enter(request):
                return json({"error": "a valid token is required"}, status=403)
            return await self._answer(request)

        door.add_route(routes, self.may_enter)
        return routes

    async def _answer(self, request: Request) -> HTTPResponse:
        try:
            message = read_message(_body(request))
        except BadRequest as problem:
            return json({"error": str(problem)}, status=400)
        try:
            said = await take_turn(request.app.ctx.agent, message)
        except Exception as error:
            logger.error("A turn failed: %s", _describe(error))
            return json({"error": "the turn failed and was not saved"}, status=500)
        return json({"replies": [reply._asdict() for reply in said]})


def _body(request: Request) -> Any:
    try:
        return request.json
    except Exception:
        raise BadRequest("the body is not JSON") from None


def _describe(error: BaseException) -> Text:
    """What went wrong and where, without the error's own words: they may quote a patient."""
    from bot.strict import TurnFailed

    if isinstance(error, TurnFailed):
        return str(error)
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f" at {place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else ""
    return f"{type(error).__name__}{where}"
