"""Serves the trained model on loopback, with our channel and nothing else."""

from __future__ import annotations

import logging
import os
from asyncio import AbstractEventLoop
from pathlib import Path
from typing import Any

from rasa.core import run as rasa_run
from rasa.core.agent import Agent, load_agent
from rasa.core.utils import AvailableEndpoints
from rasa.utils.log_utils import configure_structlog
from sanic import Sanic

from bot import speedups, strict
from bot.checks import HOST, CannotServe, trained_model
from bot.lock_store import lock_store
from bot.objections import door
from bot.training import ROOT


def quiet_logs() -> None:
    """Warnings and errors of libraries only, and none of Rasa's lines that quote messages.

    Rasa's structured log carries texts, entities and local variables: it is shut off whole.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    configure_structlog(logging.CRITICAL)
    for name in ("sanic.access", "apscheduler"):
        logging.getLogger(name).setLevel(logging.ERROR)
    # What it logs about a failed turn is said better by bot/strict.py and bot/channel.py.
    logging.getLogger("rasa.core.processor").setLevel(logging.CRITICAL)


def endpoints(root: Path = ROOT) -> AvailableEndpoints:
    """What endpoints.yml says, with the addresses of the environment."""
    found = AvailableEndpoints.read_endpoints(str(root / "endpoints.yml"))
    found.action.url = os.environ.get("PLAINBILL_ACTIONS_URL") or found.action.url
    found.lock_store = lock_store(dict(os.environ))
    return found


async def load(model: Path, root: Path = ROOT) -> Agent:
    """The agent, strict and quick. Raises CannotServe when the model does not load."""
    speedups.install()
    speedups.check_schemas_quickly()
    strict.install()
    agent = await load_agent(model_path=str(model), endpoints=endpoints(root))
    if not agent.is_ready():
        raise CannotServe(
            f"The model {model} cannot be loaded: run `python -m bot.launcher train`."
        )
    return agent


def make_app(model: Path, root: Path = ROOT) -> Sanic:
    """The web application; the agent and the model of the objections are loaded when it starts."""
    channels = rasa_run.create_http_input_channels(None, str(root / "credentials.yml"))
    app = rasa_run.configure_app(channels, enable_api=False)

    async def start(running: Any, loop: AbstractEventLoop) -> None:
        running.ctx.objections = door.load(root)
        running.ctx.agent = await load(model, root)

    app.register_listener(start, "before_server_start")
    app.register_listener(rasa_run.close_resources, "after_server_stop")
    return app


def serve(port: int, root: Path = ROOT) -> None:
    """Runs until stopped. Raises CannotServe when the model does not load."""
    quiet_logs()
    make_app(trained_model(root), root).run(host=HOST, port=port, access_log=False)
