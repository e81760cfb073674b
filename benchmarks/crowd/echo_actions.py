"""An action server that answers any action with the text it was asked for, and a number.

The same stands behind stock Rasa, whose conversations our own actions would not know.
"""

from __future__ import annotations

from itertools import count
from typing import Any

from fastapi import FastAPI, Request

_numbers = count(1)
SIGN = " = "


async def act(request: Request) -> dict[str, Any]:
    """One reply: the text that was asked, and a number of its own."""
    call = await request.json()
    if str(call.get("next_action", "")).startswith("validate_"):
        return {"events": [], "responses": []}
    text = (call["tracker"].get("latest_message") or {}).get("text") or ""
    return {"events": [], "responses": [{"text": f"{text}{SIGN}{next(_numbers)}"}]}


def application() -> FastAPI:
    """The server."""
    app = FastAPI()
    app.add_api_route("/webhook", act, methods=["POST"])
    app.add_api_route("/health", lambda: {"status": "ok"})
    return app
