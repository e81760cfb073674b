"""`plainbill actions`: rasa-sdk's server for the `actions` package, on loopback only."""

from __future__ import annotations

import logging
import os
import warnings

HOST = "127.0.0.1"


def serve() -> None:
    """Serve until stopped. One process; no page of another origin may ask it anything."""
    # rasa-sdk warns at every call that Rasa 3.6 is older than it is; tests/contract holds the
    # protocol instead. Its debug lines quote messages.
    warnings.filterwarnings("ignore", message=".*pkg_resources.*")
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("rasa_sdk.utils").setLevel(logging.ERROR)
    from rasa_sdk.endpoint import create_app
    from rasa_sdk.executor import ActionExecutor

    from telephony.warm_up import warm_up

    class Executor(ActionExecutor):  # type: ignore[misc]
        """Rasa 3.6 sends no domain (endpoints.yml) and knows no digest of one to ask by."""

        def update_and_return_domain(self, payload: object, action_name: str) -> None:
            """None: no action of ours reads it."""

    executor = Executor()
    executor.register_package("actions")
    warm_up()
    app = create_app(executor, cors_origins=[])
    port = int(os.environ.get("PLAINBILL_ACTIONS_PORT") or 5055)
    app.run(host=HOST, port=port, single_process=True, access_log=False, motd=False)
