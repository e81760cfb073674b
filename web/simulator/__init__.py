"""A phone in the browser: texts go in as Twilio's do and come back through the local carrier."""

from web.simulator.handset import Handset, Person
from web.simulator.routes import make_router

__all__ = ["Handset", "Person", "make_router"]
