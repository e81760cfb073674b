"""What every form of the console has in common: one act, written down, and the page again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.services.audit_trail import record_act
from receivables.services.handoff_steps import NotAllowed
from receivables.store.database import transaction
from receivables.store.tables import Conversation
from web.console.conversation import show
from web.console.staff import Posting, StaffMember
from web.dependencies import Now, Store


@dataclass(frozen=True, slots=True)
class Desk:
    """Who sent a form, and where and when it takes effect."""

    request: Request
    staff: StaffMember
    store: Engine
    now: dt.datetime

    def act(
        self,
        key: str,
        act: Act,
        do: Callable[[Session], object],
        *,
        leads_to: str = "",
        draft: str = "",
        **details: str | int,
    ) -> Response:
        """Do something in a conversation and write it down, in one transaction.

        `do` returns None when there was nothing to do. What is refused is said on the page, where
        `draft` stays in the field. Raises HTTPException (404) for an unknown conversation.
        """
        try:
            with transaction(self.store) as session:
                if session.get(Conversation, key) is None:
                    raise HTTPException(404, "There is no such conversation.")
                if do(session) is not None:
                    record_act(session, self.staff.id, act, self.now, key, details=details)
        except NotAllowed as problem:
            return show(self.request, key, self.staff, self.store, self.now, str(problem), draft)
        return RedirectResponse(leads_to or f"/console/conversations/{key}", status_code=303)


def posting_desk(request: Request, staff: Posting, store: Store, now: Now) -> Desk:
    """The desk of whoever sent a form of ours."""
    return Desk(request, staff, store, now)


AtDesk = Annotated[Desk, Depends(posting_desk)]
