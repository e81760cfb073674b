"""Asking the assistant's model (the Rasa process) what to answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import httpx

from receivables.settings import settings
from telephony.settings import worker_settings

LOADING = 503


class AssistantUnavailable(RuntimeError):
    """The assistant could not be asked, or gave no proper answer. Asking again is safe."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the assistant says, and the name of its response where it has one."""

    text: str
    response: str | None = None


class Assistant:
    """The model's channel: one question a text, safe to repeat under the same message id."""

    def __init__(self, address: str, token: str, timeout_seconds: float):
        self._client = httpx.Client(
            base_url=address,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(timeout_seconds, connect=2.0),
            limits=httpx.Limits(max_keepalive_connections=64),
            trust_env=False,
        )

    def ask(
        self,
        conversation_id: str,
        text: str,
        message_id: str,
        language: str,
        today: dt.date,
        channel: str = "sms",
        safety: str | None = None,
        person: dict[str, Any] | None = None,
    ) -> list[Reply]:
        """What the assistant answers with. Raises AssistantUnavailable.

        `today` is the organisation's calendar date when the text came: "tomorrow" in a text that
        waited overnight is the day after it was written. `safety` is the intent that reviewed
        patterns found, if any. `person` says what a person did who has just given the conversation
        back (bot/returning.py).
        """
        metadata: dict[str, Any] = {
            "message_id": message_id,
            "language": language,
            "channel": channel,
            "today": today.isoformat(),
        }
        if safety is not None:
            metadata["safety"] = safety
        if person is not None:
            metadata["person"] = person
        question = {"sender": conversation_id, "message": text, "metadata": metadata}
        try:
            response = self._client.post("/webhooks/plainbill/webhook", json=question)
            response.raise_for_status()
            said = response.json()["replies"]
            return [Reply(str(one["text"]), one.get("response")) for one in said if one.get("text")]
        except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError) as problem:
            raise AssistantUnavailable(type(problem).__name__) from problem

    def is_ready(self) -> bool:
        """Whether it answers, and doesn't answer that it is still loading its model."""
        try:
            return self._client.get("/webhooks/plainbill/").status_code != LOADING
        except httpx.HTTPError:
            return False

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()


def make_assistant() -> Assistant:
    """The assistant of this installation's settings."""
    seconds = worker_settings().assistant_timeout_seconds
    return Assistant(settings().rasa_url, settings().rasa_token, seconds)
