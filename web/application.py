"""Puts the pages into the one web application."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from fastapi import FastAPI

from receivables.scripts.checks import check_scripts
from web import console, portal, rendering, security
from web.console import staff
from web.simulator import Handset, Person, make_router


def install(
    app: FastAPI,
    handset: Handset | None = None,
    people: Callable[[], Sequence[Person]] = tuple,
) -> None:
    """Add every page. A handset, which only the local carrier has, brings the simulator.

    Raises ValueError when a script of staff's does not hold.
    """
    check_scripts()
    security.install(app)
    rendering.install(app)
    staff.install(app)
    app.include_router(console.router)
    app.include_router(portal.router)
    if handset is not None:
        app.include_router(make_router(handset, cache(people)))
