"""Stands in for the Rasa process: the same channel, with answers that tests choose.

It answers a message id that it has seen before with the same replies, as the real channel does,
and counts how often each text was really processed.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse


class FakeRasa:
    """`answer` makes the replies of a text; `failing` makes it answer 503; `seconds` slow."""

    token = "rasa-token-of-the-tests"

    def __init__(self) -> None:
        self.reset()
        self.app = FastAPI()
        self.app.add_api_route("/webhooks/plainbill/webhook", self._webhook, methods=["POST"])

    def reset(self) -> None:
        """Forget everything, for the next test."""
        self.answer: Callable[[str], list[Any]] = lambda text: [f"You said: {text}"]
        self.failing = False
        self.seconds = 0.0
        self.asked: list[dict[str, object]] = []
        self.processed: Counter[str] = Counter()
        self._replies: dict[str, list[Any]] = {}
        self._lock = threading.Lock()

    async def _webhook(self, request: Request) -> JSONResponse:
        question = await request.json()
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return JSONResponse({"detail": "who are you?"}, 401)
        if self.failing:
            return JSONResponse({"detail": "broken"}, 503)
        return await self._answer(question)

    async def _answer(self, question: dict[str, object]) -> JSONResponse:
        # What is answered late belongs to the test that asked, not to the one that runs by then.
        asked, processed, known = self.asked, self.processed, self._replies
        await asyncio.sleep(self.seconds)
        metadata = question["metadata"]
        assert isinstance(metadata, dict)
        message_id = str(metadata["message_id"])
        with self._lock:
            asked.append({**question, "at": time.monotonic()})
            if message_id not in known:
                processed[message_id] += 1
                known[message_id] = self.answer(str(question["message"]))
            replies = known[message_id]
        said = [{"text": reply} if isinstance(reply, str) else reply for reply in replies]
        return JSONResponse({"replies": said})

    @property
    def texts(self) -> list[str]:
        """What was asked, in order."""
        return [str(question["message"]) for question in self.asked]
