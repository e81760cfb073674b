"""What a browser does with a form of ours."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient
from httpx import Response


def send(browser: TestClient, page: str, action: str, **fields: str) -> Response:
    """Open a page and post a form of it, hidden fields included."""
    return browser.post(action, data={"form_token": form_token(browser, page), **fields})


def form_token(browser: TestClient, page: str) -> str:
    """The token in the forms of a page."""
    found = re.search(r'name="form_token" value="([^"]+)"', browser.get(page).text)
    assert found
    return found[1]
