"""`plainbill web`: uvicorn with the one application of `cli.asgi`."""

from __future__ import annotations

import uvicorn

from receivables.services import objection_naming
from receivables.settings import settings
from telephony.warm_up import warm_up


def serve() -> None:
    """Serve until stopped. No access log: addresses and query strings can carry numbers."""
    objection_naming.prepare()
    warm_up()
    uvicorn.run(
        "cli.asgi:app",
        host=settings().host,
        port=settings().port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=3,
    )
