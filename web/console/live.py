"""What open pages listen to: server-sent events that say that something changed, never what.

The page then asks for the part it shows (`/console/inbox`, `/console/conversations/…/thread`), with
its own rights. `changed`: the part is out of date. `waiting`: how many wait for a person. A stream
ends with its session, and an open stream keeps no session alive.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from sqlalchemy import Engine

from receivables.services.live import count_waiting
from receivables.services.sessions import find_session
from receivables.store.database import reading
from web.console.hub import Page, hub_of
from web.console.sight import sight
from web.console.staff import LookingOn, StaffMember
from web.dependencies import Store

router = APIRouter()
HEARTBEAT = 10.0  # seconds: how soon a stream notices that its session or its browser is gone
AGAIN_AFTER = 2000  # milliseconds until a browser that lost the stream tries again
SHORTEST_BETWEEN = 0.3  # seconds between two events of a page


@router.get("/live")
async def inbox_live(staff: LookingOn, store: Store) -> Response:
    """Whether the list of those who wait has changed."""
    return _stream(staff, store, None)


@router.get("/conversations/{key}/live")
async def conversation_live(
    key: Annotated[str, Depends(sight)], staff: LookingOn, store: Store
) -> Response:
    """Whether a conversation's thread has changed."""
    return _stream(staff, store, key)


def _stream(staff: StaffMember, store: Engine, key: str | None) -> Response:
    return StreamingResponse(
        _events(staff, store, key),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


async def _events(staff: StaffMember, store: Engine, key: str | None) -> AsyncIterator[str]:
    with hub_of(store).open_page(key) as page:
        page.stale = True  # what was missed before anybody listened
        page.waiting = await run_in_threadpool(_waiting, store)
        yield f"retry: {AGAIN_AFTER}\n" + _told(page)
        while True:
            if await page.news(HEARTBEAT):
                yield _told(page)
                await asyncio.sleep(SHORTEST_BETWEEN)
            elif await run_in_threadpool(_stands, store, staff.token):
                yield ": still here\n\n"
            else:
                return


def _told(page: Page) -> str:
    stale, page.stale = page.stale, False
    lines = f"event: waiting\ndata: {page.waiting}\n\n"
    return lines + ("event: changed\ndata:\n\n" if stale else "")


def _waiting(store: Engine) -> int:
    with reading(store) as session:
        return count_waiting(session)


def _stands(store: Engine, token: str) -> bool:
    with reading(store) as session:
        return find_session(session, token, dt.datetime.now(dt.UTC)) is not None
