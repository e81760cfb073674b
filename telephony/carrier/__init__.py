"""The local carrier: in Twilio's place while no text is to leave this machine."""

from telephony.carrier.app import app

__all__ = ["app"]
