"""Ports: which are taken, and what is said about it."""

from __future__ import annotations

import socket

from cli.ports import complaint, free_ports, taken


def test_free_ports_are_three_different_ones_that_nothing_uses() -> None:
    ports = free_ports()
    assert len({ports.web, ports.rasa, ports.actions}) == 3
    assert complaint(ports) is None


def test_a_taken_port_is_named_with_the_option_that_changes_it() -> None:
    ports = free_ports()
    with socket.create_server(("127.0.0.1", ports.rasa)):
        assert taken(ports.rasa)
        said = complaint(ports) or ""
    assert str(ports.rasa) in said
    assert "--rasa-port" in said
    assert "PLAINBILL_RASA_PORT" in said
