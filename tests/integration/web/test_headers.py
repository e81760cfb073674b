"""What every page tells the browser to refuse, and what it weighs."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from receivables.settings import settings


def test_scripts_and_styles_come_from_our_files_alone(browser: TestClient) -> None:
    policy = browser.get("/simulator/0").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_a_page_has_nothing_inline_and_nothing_from_elsewhere(browser: TestClient) -> None:
    page = browser.get("/simulator/0").text
    assert re.findall(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=|https?://", page) == []


def test_pages_are_kept_in_no_cache_and_leave_no_referrer(browser: TestClient) -> None:
    headers = browser.get("/simulator/0").headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "strict-transport-security" not in headers


def test_transport_security_is_strict_on_https(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAINBILL_PUBLIC_URL", "https://bills.example")
    settings.cache_clear()
    assert "max-age" in browser.get("/simulator/0").headers["strict-transport-security"]


def test_a_file_named_by_its_content_may_be_kept(browser: TestClient) -> None:
    page = browser.get("/simulator/0").text
    address = next(iter(re.findall(r'href="(/static/base.css[^"]+)"', page)))
    assert "immutable" in browser.get(address).headers["cache-control"]


def test_a_page_with_all_its_files_weighs_less_than_100_kilobytes(browser: TestClient) -> None:
    page = browser.get("/simulator/0")
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    assert sum(len(browser.get(file).content) for file in [*files, "/simulator/0"]) < 100_000
