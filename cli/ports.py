"""Ports: which are taken, and which are free."""

from __future__ import annotations

import socket
from dataclasses import fields

from cli.environment import Ports

OPTION = {"web": "--port", "rasa": "--rasa-port", "actions": "--actions-port"}


def taken(port: int) -> bool:
    """Whether another program listens on a port of this machine."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def complaint(ports: Ports) -> str | None:
    """One sentence about the first taken port; None when all are free."""
    for field in fields(ports):
        port = getattr(ports, field.name)
        if taken(port):
            return (
                f"Port {port} is taken by another program: stop that one, or choose another port "
                f"with {OPTION[field.name]} or {variable(field.name)}=..."
            )
    return None


def variable(name: str) -> str:
    """The environment variable that names a port."""
    return "PLAINBILL_PORT" if name == "web" else f"PLAINBILL_{name.upper()}_PORT"


def free_ports() -> Ports:
    """Three ports that nothing uses now."""
    attempts = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
    web, rasa, actions = (attempt.getsockname()[1] for attempt in attempts)
    for attempt in attempts:
        attempt.close()
    return Ports(web=web, rasa=rasa, actions=actions)
