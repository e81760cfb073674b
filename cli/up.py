"""`plainbill up`: everything a newcomer needs, in one terminal, until Ctrl-C."""

from __future__ import annotations

import signal
import time
from pathlib import Path

from rich.console import Console

from cli.environment import Ports, running_addresses, write_running
from cli.ports import complaint, free_ports
from cli.processes import FailedStart
from cli.screen import welcome
from cli.system import BOT_PYTHON, System, make_system
from cli.training import NOT_INSTALLED, train_if_stale

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def bring_up(folder: Path, ports: Ports, *, demonstration: bool, console: Console) -> int:
    """Start all, show the screen, supervise. The exit status: 0 only after a clean stop."""
    errors = Console(stderr=True, soft_wrap=True, highlight=False)
    system = None

    def interrupt(*_: object) -> None:
        # Remembered as well as raised: Python prints and drops what is raised in a finaliser.
        if system is not None:
            system.supervisor.cease()
        raise KeyboardInterrupt

    # SIGINT too: a shell starts what stands before an & with it ignored.
    for number in ENDING:
        signal.signal(number, interrupt)
    try:
        if problem := obstacle(folder, ports):
            errors.print(problem, markup=False)
            return 1
        system = make_system(folder, ports)
        system.supervisor.say = lambda line: console.print(line, markup=False)
        return _run(system, demonstration, console)
    except FailedStart as problem:
        errors.print(str(problem), markup=False)
        return 1
    except OSError as problem:
        errors.print(f"{folder} can't be written to: {problem.strerror}.", markup=False)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        _stop(system, console)


def _run(system: System, demonstration: bool, console: Console) -> int:
    begun = time.monotonic()
    train_if_stale(system.folder, system.environment, console)
    with console.status("Starting Rasa, the action server, the web app and the worker ..."):
        prepared = system.start_all(demonstration=demonstration)
    try:
        write_running(system.folder, system.ports)
        console.print(welcome(system, prepared, seconds=time.monotonic() - begun))
        system.supervisor.supervise()
    except KeyboardInterrupt:
        pass
    console.print("\nStopping ...")
    return 0


def _stop(system: System | None, console: Console) -> None:
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)
    if system is not None:
        system.stop()
        (system.folder / "running.env").unlink(missing_ok=True)
        console.print("Everything has stopped.")


def obstacle(folder: Path, ports: Ports) -> str | None:
    """One sentence about what stands in the way of a start; None when nothing does."""
    if not BOT_PYTHON.exists():
        return NOT_INSTALLED
    running = running_addresses(folder)
    if running:
        address = f"http://127.0.0.1:{running['PLAINBILL_PORT']}"
        return f"Plainbill is running already, at {address}: stop that one first (Ctrl-C there)."
    return complaint(ports)


def chosen_ports(web: int, rasa: int, actions: int) -> Ports:
    """The ports asked for; 0 takes one that is free."""
    free = free_ports()
    return Ports(web or free.web, rasa or free.rasa, actions or free.actions)
