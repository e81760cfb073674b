"""The staff console at /console: who waits for a person, their thread, their account."""

from fastapi import APIRouter

from web.console import (
    account,
    agreements,
    calling,
    calls,
    code,
    conversation,
    documents,
    entry,
    handoff,
    holds,
    inbox,
    insurer_calls,
    live,
    objection_panel,
    own_telephone,
    practice,
    practice_assignments,
    practice_call,
    review_panel,
    search,
    standing,
    team,
    trail,
    validation_notice,
    work,
    writing,
)

router = APIRouter()
for part in (
    entry,
    code,
    inbox,
    live,
    search,
    conversation,
    standing,
    documents,
    writing,
    handoff,
    calling,
    holds,
    agreements,
    work,
    account,
    validation_notice,
    objection_panel,
    review_panel,
    insurer_calls,
    calls,
    practice,
    practice_assignments,
    practice_call,
    trail,
    team,
    own_telephone,
):
    router.include_router(part.router, prefix="/console")

__all__ = ["router"]
