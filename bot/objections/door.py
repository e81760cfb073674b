"""Asking the model of the objections over HTTP, beside the channel and behind its token.

`POST /webhooks/plainbill/objections` with `Authorization: Bearer <PLAINBILL_RASA_TOKEN>` and
`{"text": "…"}` answers `{"ranking": [{"label", "confidence"}, …]}`: every label, the likeliest
first, confidences that add up to 1. It answers any text, keeps none and touches no conversation.
400: the body is not as above. 403: no or a wrong token. 503: this process found no model.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Callable, Optional, Text

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.objections.model import ObjectionModel
from bot.objections.training import fresh_model

logger = logging.getLogger(__name__)

LONGEST = 2000  # characters; more is no line that was heard, and only slows the answer


def load(root: Path) -> Optional[ObjectionModel]:
    """The model of the present lines, ready to answer at once; None when it was never trained."""
    path = fresh_model(root)
    if not path.is_file():
        logger.warning("There is no model of the objections: run `plainbill train`.")
        return None
    model = ObjectionModel.load(path)
    model.ranking("hello")  # what is slow the first time is slow now
    return model


def add_route(routes: Blueprint, may_enter: Callable[[Request], bool]) -> None:
    """Adds the route to the channel's; `ctx.objections` of the application is what `load` gave."""

    @routes.route("/objections", methods=["POST"])
    async def rank(request: Request) -> HTTPResponse:
        if not may_enter(request):
            return json({"error": "a valid token is required"}, status=403)
        text = _text(request)
        if text is None:
            return json({"error": "the body must be an object with a text 'text'"}, status=400)
        model: Optional[ObjectionModel] = getattr(request.app.ctx, "objections", None)
        if model is None:
            return json({"error": "there is no model of the objections"}, status=503)
        return json({"ranking": model.ranking(text[:LONGEST])})


def _text(request: Request) -> Optional[Text]:
    try:
        body: Any = request.json
    except Exception:  # Sanic's own error says what the body was
        return None
    text = body.get("text") if isinstance(body, dict) else None
    return text if isinstance(text, str) else None
