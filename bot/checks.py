"""What must be true before the slow part starts; each raises CannotServe with what to do."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from bot.training import ROOT, fresh_model

HOST = "127.0.0.1"


class CannotServe(Exception):
    """The process can't start; the message is one sentence with what to do."""


def check_all(port: int, root: Path = ROOT) -> None:
    """Token, model and port, in this order."""
    check_token()
    trained_model(root)
    check_port(port)


def check_token() -> None:
    """Whether the environment names the token."""
    if not os.environ.get("PLAINBILL_RASA_TOKEN"):
        raise CannotServe(
            "PLAINBILL_RASA_TOKEN is not set: without it anybody could speak as any patient."
        )


def trained_model(root: Path = ROOT) -> Path:
    """The model of the present data."""
    model = fresh_model(root)
    if not model.is_file():
        raise CannotServe(
            "There is no model of the present data: run `python -m bot.launcher train --if-stale`."
        )
    return model


def check_port(port: int) -> None:
    """Whether the port is free on loopback."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise CannotServe(
                f"Port {port} is taken: stop what uses it or choose another."
            ) from None
