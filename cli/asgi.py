"""The one web application: webhooks, pages and, where texts stay here, the local carrier."""

from __future__ import annotations

import os

from fastapi import FastAPI
from sqlalchemy import text

from cli.environment import uses_local_carrier
from receivables.store.database import reading
from telephony.inbound import router as inbound
from telephony.voice.outgoing_routes import router as outgoing
from telephony.voice.routes import router as voice
from telephony.voice.transfer_routes import router as transfers
from web.application import install


def make_app() -> FastAPI:
    """The application of this process's settings."""
    made = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    made.add_api_route("/health", health)
    made.include_router(inbound)
    made.include_router(voice)
    made.include_router(outgoing)
    made.include_router(transfers)
    if uses_local_carrier(os.environ):
        from receivables.services.demonstration import demonstration_people
        from telephony.carrier import app as carrier
        from telephony.handset import Handset

        made.mount("/carrier", carrier)
        install(made, Handset.local(), demonstration_people)
    else:
        install(made)
    return made


def health() -> dict[str, str]:
    """Answers once the store does."""
    with reading() as session:
        session.execute(text("SELECT 1"))
    return {"status": "ok"}


app = make_app()
