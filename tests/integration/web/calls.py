"""A collector at the pages of calls."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import Engine, select

from receivables.store.database import reading
from receivables.store.tables import CollectorCall, Guarantor
from tests.integration.web.forms import form_token
from tests.web.scene import Scene

ONCE = "0" * 32
CALLS = "/console/calls"


@dataclass
class Collector:
    """Somebody who calls, at their browser."""

    browser: TestClient
    store: Engine

    def log_in(self, scene: Scene) -> None:
        """As the collector of the scene."""
        entry = {"username": "demo-collector", "password": scene.password}
        assert self.browser.post("/console/login", data=entry).status_code == 303

    def begin(self, phone: str) -> str:
        """Call whoever is on file under a number; the address of the call."""
        with reading(self.store) as session:
            key = session.scalars(select(Guarantor.id).filter_by(phone=phone)).first()
        answer = self.post(f"{CALLS}/with/{key}", CALLS, guarantor_id=str(key))
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def post(self, page: str, action: str, **fields: str) -> Response:
        """Send a form of a page."""
        return self.browser.post(
            action, data={"form_token": form_token(self.browser, page), **fields}
        )

    def do(self, call: str, *acts: str) -> None:
        """Press buttons one after the other: `steps/reach`, `said/recording`."""
        for act in acts:
            answer = self.post(call, f"{call}/{act}")
            assert answer.status_code == 303, (act, answer.text)

    def verify(self, call: str, born: str, zip_code: str, once: str = ONCE) -> Response:
        """Type what the person said."""
        said = {"date_of_birth": born, "zip_code": zip_code, "once": once}
        return self.post(call, f"{call}/identity", **said)

    def row(self, call: str) -> CollectorCall:
        """The call as it is kept."""
        with reading(self.store) as session:
            return session.get_one(CollectorCall, int(call.rsplit("/", 1)[-1]))


def amounts(page: str) -> list[str]:
    """The dollars that a page shows."""
    return re.findall(r"\$[\d,]+\.\d\d", page)
