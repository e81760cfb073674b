"""Which pictures and papers are kept: by what they are, not by what they are called.

A file is what its first bytes say (the formats' own signatures). What a browser would run, or a
program of an office would, is not kept. Sizes are in bytes.

>>> kind_of(b"\\x89PNG\\r\\n\\x1a\\n...")
'image/png'
>>> kind_of(b"<svg onload=alert(1)>") is None
True
"""

from __future__ import annotations

LARGEST = 5 * 1024 * 1024  # the carrier takes no larger message
MOST_IN_A_TEXT = 10  # Twilio's own limit
MOST_IN_A_DAY = 20  # from one number: a disk is filled by strangers too
_SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "application/pdf": "pdf",
}


def kind_of(content: bytes) -> str | None:
    """The content type of what is kept; None for what is not."""
    return next((kind for start, kind in _SIGNATURES if content.startswith(start)), None)
