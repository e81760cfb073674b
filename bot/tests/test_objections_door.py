"""Asking for the objection in a line over HTTP: who may, what with, and without a model."""

from __future__ import annotations

import json
from typing import Any, Dict, Optional

import pytest
from sanic import Sanic
from sanic.response import HTTPResponse

from bot.channel import PlainbillChannel
from bot.objections import door
from bot.objections.lines import training_lines
from bot.objections.model import ObjectionModel

TOKEN = {"Authorization": "Bearer let-me-in"}
FEW = ("already_paid", "bankruptcy")


class Request:
    """As much of Sanic's request as the route reads."""

    def __init__(self, app: Any, content: str, headers: Dict[str, str]) -> None:
        self.app, self.headers, self._content = app, headers, content

    @property
    def json(self) -> Any:
        return json.loads(self._content)


@pytest.fixture(scope="module")
def model() -> ObjectionModel:
    return ObjectionModel.trained([line for line in training_lines() if line.label in FEW])


async def _ask(
    model: Optional[ObjectionModel], content: str, headers: Dict[str, str]
) -> HTTPResponse:
    app = Sanic(f"objections-{id(content)}-{id(headers)}")
    app.blueprint(PlainbillChannel("let-me-in").blueprint(None), url_prefix="/webhooks/plainbill")
    app.ctx.objections = model
    app.router.finalize()
    _, answer, _ = app.router.get("/webhooks/plainbill/objections", "POST", "")
    return await answer(Request(app, content, headers))


@pytest.fixture
def ask(model: ObjectionModel) -> Any:
    import asyncio

    def asked(content: str, headers: Dict[str, str] = TOKEN, known: bool = True) -> HTTPResponse:
        Sanic._app_registry.clear()
        return asyncio.run(_ask(model if known else None, content, headers))

    return asked


def test_a_line_is_answered_with_every_label_and_its_confidence(ask: Any) -> None:
    answer = ask('{"text": "ch 13 filed in march"}')
    ranking = json.loads(answer.body)["ranking"]
    assert answer.status == 200
    assert [row["label"] for row in ranking] == ["bankruptcy", "already_paid"]
    assert sum(row["confidence"] for row in ranking) == pytest.approx(1)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
def test_without_the_token_nothing_is_named(ask: Any, headers: Dict[str, str]) -> None:
    assert ask('{"text": "i paid"}', headers).status == 403


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"text": 5}', '{"text": null}', "i paid"])
def test_a_malformed_request_is_told_so(ask: Any, content: str) -> None:
    assert ask(content).status == 400


def test_a_process_without_a_model_says_so(ask: Any) -> None:
    assert ask('{"text": "i paid"}', known=False).status == 503


@pytest.mark.parametrize("text", ["", "🙂", "x" * 9000])
def test_any_text_is_ranked(ask: Any, text: str) -> None:
    assert len(json.loads(ask(json.dumps({"text": text})).body)["ranking"]) == len(FEW)


def test_a_folder_that_was_never_trained_has_no_model(tmp_path: Any) -> None:
    (tmp_path / "models").mkdir()
    assert door.load(tmp_path) is None
