"""Stock Rasa under the same crowd: its own Twilio channel, the same model, the same carrier."""

from __future__ import annotations

import asyncio
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn
import yaml
from fastapi import FastAPI

from benchmarks.crowd.driver import Crowd, Sent, Target
from benchmarks.crowd.echo_actions import SIGN, application
from benchmarks.crowd.judgement import Arrived, Judgement, judge
from benchmarks.crowd.ours import wait_until_still
from benchmarks.crowd.phones import Phones
from cli.environment import ROOT
from cli.ports import free_ports
from cli.system import BOT_PYTHON
from telephony import carrier

ACCOUNT, TOKEN, OURS = "AC" + "0" * 32, "a token of the benchmark", "+12165550100"


def measure_stock(people: int, seconds: float) -> Judgement:
    """So many people, for so long, at stock Rasa."""
    with tempfile.TemporaryDirectory() as place, _stock(Path(place)) as webhook:
        phones = Phones(Path(place))
        crowd = Crowd(Target(webhook, webhook, ACCOUNT, TOKEN, OURS), phones.received)
        asyncio.run(crowd.text(people, seconds, every_body_differs=True))
        wait_until_still(phones.received)
        return judge(crowd.sent, _answers(crowd.sent, phones))


def _answers(sent: list[Sent], phones: Phones) -> list[Arrived]:
    asked = {(text.phone, text.body): text.sid for text in sent}
    arrived = []
    for _, phone, body, at in phones.arrived():
        said, sign, number = body.rpartition(SIGN)
        if sign:  # words of the model's own tell of no text
            arrived.append(Arrived(phone, asked.get((phone, said), ""), number, at))
    return arrived


@contextmanager
def _stock(folder: Path) -> Iterator[str]:
    """Its webhook's address; the carrier and the actions in this process, Rasa in its own."""
    ports = free_ports()
    os.environ |= {
        "PLAINBILL_STATE_FOLDER": str(folder),
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_FROM_NUMBER": OURS,
    }
    others = FastAPI()
    others.mount("/carrier", carrier.app)
    others.mount("/actions", application())
    here = f"http://127.0.0.1:{ports.web}"
    server = uvicorn.Server(uvicorn.Config(others, port=ports.web, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    command = [
        *(str(BOT_PYTHON), "-m", "benchmarks.crowd.stock_rasa", f"{here}/carrier"),
        *("run", "--interface", "127.0.0.1", "--port", str(ports.rasa)),
        *("--model", str(_model()), *_papers(folder, f"{here}/actions/webhook")),
    ]
    log = (folder / "rasa.log").open("wb")
    rasa = subprocess.Popen(command, cwd=ROOT, env=_environment(), stdout=log, stderr=log)
    address = f"http://127.0.0.1:{ports.rasa}/webhooks/twilio"
    try:
        _wait_for(f"{address}/", rasa)
        yield f"{address}/webhook"
    finally:
        rasa.terminate()
        rasa.wait(30)
        server.should_exit = True


def _papers(folder: Path, actions: str) -> list[str]:
    """Credentials and endpoints as Rasa's own documentation writes them."""
    channel = {"account_sid": ACCOUNT, "auth_token": TOKEN, "twilio_number": OURS}
    papers = {
        "credentials": {"twilio": channel},
        "endpoints": {"action_endpoint": {"url": actions}},
    }
    options = []
    for name, content in papers.items():
        path = folder / f"{name}.yml"
        path.write_text(yaml.safe_dump(content), encoding="utf-8")
        options += [f"--{name}", str(path)]
    return options


def _model() -> Path:
    return max((ROOT / "models").glob("plainbill-*.tar.gz"), key=lambda path: path.stat().st_mtime)


def _environment() -> dict[str, str]:
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
    return os.environ | quiet | {"TF_CPP_MIN_LOG_LEVEL": "2", "CUDA_VISIBLE_DEVICES": "-1"}


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1200):
        if process.poll() is not None:
            raise RuntimeError("stock Rasa ended before it was ready")
        try:
            if httpx.get(address, trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise TimeoutError("stock Rasa did not get ready within two minutes")
