"""The pages of the phone simulator: a thread, and a form that texts into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

import httpx
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from web.dependencies import Store
from web.rendering import page
from web.security import SameOrigin
from web.simulator.handset import Handset, Person
from web.simulator.players import find_player, players
from web.simulator.thread import screen

LONGEST_TEXT = 1600


def make_router(handset: Handset, people: Callable[[], Sequence[Person]]) -> APIRouter:
    """The simulator at /simulator. Mount it with the local carrier only: it can play anybody."""
    router = APIRouter(prefix="/simulator", default_response_class=Response)

    @router.get("")
    def start() -> Response:
        """Go to the first phone."""
        return RedirectResponse(f"/simulator/{players(people())[0].key}")

    @router.get("/{key}")
    def phone(request: Request, key: str, store: Store) -> Response:
        """A phone with its thread."""
        player = find_player(people(), key)
        return page(
            request,
            "simulator/phone.html",
            player=player,
            players=players(people()),
            screen=screen(store, handset, player.phone),
            problem="",
        )

    @router.get("/{key}/thread")
    def thread(request: Request, key: str, store: Store) -> Response:
        """The thread alone, for the page that is open."""
        player = find_player(people(), key)
        shown = screen(store, handset, player.phone)
        return page(request, "simulator/thread.html", player=player, screen=shown, problem="")

    @router.post("/{key}/texts")
    def text(
        request: Request,
        key: str,
        store: Store,
        same_origin: SameOrigin,
        body: Annotated[str, Form(max_length=LONGEST_TEXT)] = "",
        media: Annotated[int, Form(ge=0, le=10)] = 0,
    ) -> Response:
        """Send a text as this phone, then show the thread."""
        player = find_player(people(), key)
        problem = ""
        if body.strip() or media:
            problem = _send(handset, player.phone, body, media)
        if "hx-request" not in request.headers and not problem:
            return RedirectResponse(f"/simulator/{key}", status_code=303)
        shown = screen(store, handset, player.phone)
        return page(request, "simulator/thread.html", player=player, screen=shown, problem=problem)

    return router


def _send(handset: Handset, phone: str, body: str, media: int) -> str:
    try:
        handset.text(phone, body, media)
    except (RuntimeError, httpx.TransportError) as problem:
        return f"Not sent: {problem}. Is everything running? `plainbill doctor` says."
    return ""
