"""The local carrier: Twilio's API for texts and calls here, and the phones that it reaches."""

from __future__ import annotations

from fastapi import FastAPI

from telephony.carrier import calls, handsets, media, messages
from telephony.carrier.access import CarrierProblem, answer_problem

app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
app.include_router(messages.router)
app.include_router(calls.router)
app.include_router(media.router)
app.include_router(handsets.router)
app.add_exception_handler(CarrierProblem, answer_problem)
