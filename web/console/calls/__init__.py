"""Beside the collector at /console/calls: whom to call, may I, and what to say when."""

from fastapi import APIRouter

from web.console.calls import acts, before, calculator, listing, screen, wrap_up

router = APIRouter()
for part in (listing, before, screen, acts, calculator, wrap_up):
    router.include_router(part.router, prefix="/calls")

__all__ = ["router"]
