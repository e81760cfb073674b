"""Stock Rasa 3.6 with its own Twilio channel, in Rasa's environment, sending to the local carrier.

Run by bot/.venv/bin/python: `-m benchmarks.crowd.stock_rasa ADDRESS run ...`. One thing is not as
it comes: Twilio's library has no setting for its address, so calls to Twilio go to ADDRESS.
"""

from __future__ import annotations

import sys

TWILIO = "https://api.twilio.com"


def redirect(address: str) -> None:
    """Let Twilio's library call another address."""
    from twilio.http.http_client import TwilioHttpClient

    original = TwilioHttpClient.request

    def request(self, method, url, *arguments, **named):  # type: ignore[no-untyped-def]
        return original(self, method, url.replace(TWILIO, address), *arguments, **named)

    TwilioHttpClient.request = request


def main() -> None:
    """Rasa's own command line, with the rest of the arguments."""
    address, *arguments = sys.argv[1:]
    redirect(address)
    sys.argv = ["rasa", *arguments]
    from rasa.__main__ import main as rasa

    rasa()


if __name__ == "__main__":
    main()
