"""A small assistant of its own for the tests that need Rasa: three intents, one custom action."""

from __future__ import annotations

import json
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest

from bot import launcher

launcher.prepare()

ROOT = Path(__file__).resolve().parent.parent.parent
PROJECT = Path(__file__).parent / "project"


class ActionServer(ThreadingHTTPServer):
    """Answers every action with a text; `fails` makes it answer 500."""

    calls: List[Dict[str, Any]]
    fails = False


class _Handler(BaseHTTPRequestHandler):
    server: ActionServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.calls.append(body)
        answer: Dict[str, Any] = {"events": [], "responses": [{"text": "You owe $120.00."}]}
        if self.server.fails:
            answer = {"error": "out of order", "action_name": body["next_action"]}
        content = json.dumps(answer).encode()
        self.send_response(500 if self.server.fails else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing on the terminal."""


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pytest.MonkeyPatch]:
    """What the process is told from outside: a token, a folder, nothing of the developer's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLAINBILL_RASA_TOKEN", "let-me-in")
        patch.setenv("PLAINBILL_STATE_FOLDER", str(tmp_path_factory.mktemp("state")))
        for name in ("PLAINBILL_RASA_DATABASE_URL", "PLAINBILL_DATABASE_URL", "REDIS_URL"):
            patch.delenv(name, raising=False)
        yield patch


@pytest.fixture(scope="session")
def _action_server(environment: pytest.MonkeyPatch) -> Iterator[ActionServer]:
    server = ActionServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/webhook"
    environment.setenv("PLAINBILL_ACTIONS_URL", address)
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def action_server(_action_server: ActionServer) -> ActionServer:
    """A stand-in for the action server, with nothing called yet."""
    _action_server.calls = []
    _action_server.fails = False
    return _action_server


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small assistant in a folder of its own, trained with the product's configuration."""
    from bot.training import train_model

    root = tmp_path_factory.mktemp("project")
    shutil.copytree(PROJECT, root, dirs_exist_ok=True)
    for name in ("config.yml", "credentials.yml", "endpoints.yml", "domain.yml"):
        shutil.copy(ROOT / name, root / name)
    (root / "models").mkdir()
    train_model(only_if_stale=False, root=root)
    return root
