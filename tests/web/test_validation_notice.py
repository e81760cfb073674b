"""A debt collector's letter in a browser: prepared, printed, said to have been mailed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from receivables.settings import settings
from receivables.store.database import reading
from receivables.store.tables import Guarantor
from tests.web.conftest import Site
from tests.web.scene import MARIA
from tests.web.test_accessible import found_by_axe

pytestmark = pytest.mark.web


@pytest.fixture
def agency(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The pages of an office that collects for somebody else."""
    policy = tmp_path / "policy.toml"
    own = settings().policy_file.read_text()
    policy.write_text(
        own.replace('"first_party"', '"third_party"').replace(
            'creditor = ""', 'creditor = "Erie Health System"'
        )
    )
    monkeypatch.setenv("PLAINBILL_POLICY_FILE", str(policy))
    settings.cache_clear()
    return site


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_notice_is_prepared_printed_and_mailed_at_360_pixels(
    agency: Site, new_page: Callable[..., Page], scheme: str
) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    with reading(agency.store) as session:
        key = session.scalars(select(Guarantor.id).filter_by(phone=MARIA)).one()
    agency.log_in(page, "demo-collector", f"/console/accounts/{key}")
    page.get_by_role("link", name="Prepare and print the notice").click()
    assert found_by_axe(page) == []
    page.get_by_label("Their mailing address").fill("12 Elm Street\nCleveland, OH 44102")
    page.get_by_role("button", name="Prepare the letter").click()
    page.get_by_role("link", name="Open it to print").click()
    expect(page.get_by_role("heading", name="Aviso sobre su deuda")).to_be_visible()
    assert found_by_axe(page) == []
    sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(sideways) == 0
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Back")).to_be_hidden()
    assert page.pdf(format="Letter", print_background=True).count(b"/Type /Page\n") == 4
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Back").click()
    page.get_by_role("button", name="It was mailed today").click()
    expect(page.get_by_text("Mailed", exact=True)).to_be_visible()
    assert found_by_axe(page) == []
