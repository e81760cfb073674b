"""What people sent as pictures: opened by staff as files, never shown as part of a page."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response

from receivables.domain.acts import Act
from receivables.policy.documents import ENDINGS
from receivables.services.audit_trail import record_act
from receivables.services.documents import kept_document
from receivables.store.database import transaction
from web.console.sight import require_sight
from web.console.staff import AtWork, may
from web.dependencies import Now, Store

router = APIRouter(prefix="/conversations", dependencies=[may(Act.OPEN_CONVERSATION)])


@router.get("/{key}/documents/{document_id}")
def document(
    request: Request, key: str, document_id: int, staff: AtWork, store: Store, now: Now
) -> Response:
    """One document, to be saved or opened outside the page. Opening it is written down."""
    with transaction(store) as session:
        require_sight(session, key, staff)
        found = kept_document(session, key, document_id)
        if found is None:
            raise HTTPException(404, "There is no such document.")
        details: dict[str, str | int] = {"document": document_id}
        record_act(session, staff.id, Act.OPEN_DOCUMENT, now, key, details=details)
    content, kind = found
    name = f"document-{document_id}.{ENDINGS[kind]}"
    return Response(
        content,
        media_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
