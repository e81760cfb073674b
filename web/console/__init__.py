"""The staff console at /console: who waits for a person, their thread, their account."""

from fastapi import APIRouter

from web.console import account, conversation, entry, inbox

router = APIRouter()
for part in (entry, inbox, conversation, account):
    router.include_router(part.router, prefix="/console")

__all__ = ["router"]
