"""Pictures in the console: a link beside the text, a file to save, and never part of a page."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from receivables.services.documents import keep_document, note_documents
from receivables.store.database import reading, transaction
from receivables.store.tables import AuditEntry, InboundMessage, ReceivedDocument
from tests.builders import NOW
from tests.web.scene import BILL, MARIA, Scene

PNG = b"\x89PNG\r\n\x1a\nand so on"


@pytest.fixture
def picture(scene: Scene, store: Engine) -> str:
    """The address of a picture that María sent."""
    talk = scene.talks[MARIA]
    with transaction(store) as session:
        wanted = select(InboundMessage).filter_by(conversation_id=talk).limit(1)
        message = session.scalars(wanted).one()
        note_documents(session, message, [("https://api.twilio.com/x", "image/jpeg")], NOW)
        session.flush()
        document = session.scalars(select(ReceivedDocument)).one()
        keep_document(session, document.id, PNG, NOW)
        return f"/console/conversations/{talk}/documents/{document.id}"


def test_a_picture_is_a_link_beside_its_text(desk: TestClient, scene: Scene, picture: str) -> None:
    markup = desk.get(f"/console/conversations/{scene.talks[MARIA]}").text
    assert f'href="{picture}"' in markup
    assert "<img" not in markup


def test_it_is_a_file_to_save_that_no_browser_runs(desk: TestClient, picture: str) -> None:
    answer = desk.get(picture)
    assert answer.content == PNG
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


def test_opening_it_is_written_down(desk: TestClient, store: Engine, picture: str) -> None:
    desk.get(picture)
    with reading(store) as session:
        entries = session.scalars(select(AuditEntry).filter_by(act="open_document")).all()
    assert len(entries) == 1


def test_under_another_conversation_it_is_not_found(
    desk: TestClient, scene: Scene, picture: str
) -> None:
    other = picture.replace(scene.talks[MARIA], scene.talks[BILL])
    assert desk.get(other).status_code == 404


def test_nobody_opens_it_without_logging_in(browser: TestClient, picture: str) -> None:
    browser.cookies.clear()
    assert browser.get(picture).status_code in (303, 401, 403)
