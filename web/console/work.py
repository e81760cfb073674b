"""Work for colleagues, opened and finished in a conversation."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response

from receivables.domain.acts import Act
from receivables.services.credits import REFUND
from receivables.services.staff_work import staff_close_work, staff_open_work
from receivables.store.database import reading
from receivables.store.tables import WorkItem
from web.console.agreements import Once
from web.console.desk import AtDesk, Desk
from web.console.staff import may, require

REFUNDS = frozenset({"refund", REFUND})  # asked for by the person; found by ourselves

router = APIRouter(prefix="/conversations/{key}/work")


@router.post("", dependencies=[may(Act.OPEN_WORK_ITEM)])
def opening(
    key: str,
    desk: AtDesk,
    once: Once,
    kind: Annotated[str, Form(max_length=40)] = "",
    body: Annotated[str, Form(max_length=4000)] = "",
) -> Response:
    """Open work of a kind for a colleague."""
    return desk.act(
        key,
        Act.OPEN_WORK_ITEM,
        lambda session: staff_open_work(session, key, kind, body, f"staff:{once}", desk.now),
        kind=kind,
    )


@router.post("/{item_id}/done", dependencies=[may(Act.CLOSE_WORK_ITEM)])
def finishing(key: str, item_id: int, desk: AtDesk) -> Response:
    """The work is done. That a refund is, only those say who may pay one back."""
    if _kind(desk, item_id) in REFUNDS:
        require(Act.RECORD_REFUND, desk.request, desk.staff, desk.now)
    return desk.act(
        key,
        Act.CLOSE_WORK_ITEM,
        lambda session: staff_close_work(session, key, item_id, desk.now),
        item=item_id,
    )


def _kind(desk: Desk, item_id: int) -> str:
    with reading(desk.store) as session:
        item = session.get(WorkItem, item_id)
        return item.kind if item is not None else ""
