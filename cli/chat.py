"""`plainbill chat`: a phone in the terminal, over the same signed webhooks as Twilio's."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator

import httpx
import typer
from sqlalchemy import select

from cli.environment import uses_local_carrier
from cli.processes import answers
from receivables.settings import settings
from receivables.store.database import reading
from receivables.store.tables import InboundMessage, InboundState, OutboundMessage, OutboundState
from telephony.handset import Handset, NotTaken
from telephony.numbers import normalised

ON_THE_WAY = (OutboundState.PENDING, OutboundState.SENDING)


class NoAnswer(Exception):
    """A text was not answered in time."""


def converse(phone: str, wait_seconds: float) -> int:
    """Text as `phone` what is typed or piped in, and print what comes back; the exit status."""
    number = normalised(phone)
    if number is None:
        return complain(f"{phone} is not a phone number; write it like +12165550123.", 2)
    if not answers(f"http://{settings().host}:{settings().port}/health")():
        return complain("Plainbill is not running: start it with `make run` in another terminal.")
    if not uses_local_carrier(os.environ):
        return complain("Texts go through Twilio here: use a real phone, chat is for trying out.")
    try:
        with Handset.local() as handset:
            talk(Chat(handset, number, wait_seconds))
    except (NoAnswer, NotTaken, httpx.HTTPError) as problem:
        return complain(str(problem) or type(problem).__name__)
    except KeyboardInterrupt:
        typer.echo()
    return 0


def talk(chat: Chat) -> None:
    """Send each text and print its replies, until there are no more texts."""
    for text in typed_texts():
        replies = chat.say(text)
        for reply in replies:
            typer.echo(reply)
        if not replies:
            typer.secho("(no reply: opted out, or with a person)", dim=True, err=True)


def typed_texts() -> Iterator[str]:
    """What is typed, with a prompt in a terminal; from a pipe, one text a line."""
    terminal = sys.stdin.isatty()
    while True:
        if terminal:
            typer.secho("> ", fg="green", nl=False)
        line = sys.stdin.readline()
        if not line:
            return
        if line.strip():
            yield line.rstrip("\n")


def complain(sentence: str, status: int = 1) -> int:
    """One sentence on standard error."""
    typer.echo(sentence, err=True)
    return status


class Chat:
    """One phone's side of a conversation."""

    def __init__(self, handset: Handset, phone: str, wait_seconds: float):
        self._handset = handset
        self._phone = phone
        self._wait_seconds = wait_seconds
        self._seen = max((text.number for text in handset.messages(phone)), default=0)

    def say(self, text: str) -> list[str]:
        """Send a text; what the phone receives until it is answered. Raises NoAnswer."""
        sid = self._handset.text(self._phone, text)
        end = time.monotonic() + self._wait_seconds
        while not answered(sid):
            if time.monotonic() > end:
                raise NoAnswer(
                    f"No answer within {self._wait_seconds:.0f} seconds: see `plainbill doctor`."
                )
            time.sleep(0.02)
        return self._received()

    def _received(self) -> list[str]:
        new = self._handset.messages(self._phone, after=self._seen)
        self._seen = max((text.number for text in new), default=self._seen)
        return [text.body for text in new]


def answered(sid: str) -> bool:
    """Whether a text's turn is over and all its replies have left us."""
    with reading() as session:
        message = session.scalar(select(InboundMessage).where(InboundMessage.message_sid == sid))
        if message is None or message.state != InboundState.DONE:
            return False
        replies = select(OutboundMessage.id).where(
            OutboundMessage.in_reply_to_id == message.id, OutboundMessage.state.in_(ON_THE_WAY)
        )
        return session.scalar(replies.limit(1)) is None
