"""One spelling for what people type in many: case, quotes, accents, stretched letters."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"'})
_STRETCHED = re.compile(r"(\w)\1{2,}")


def normalise(text: str) -> str:
    """Lower case, straight quotes, no accents, at most two equal letters in a row.

    The result is for comparing only; its offsets are not the text's.
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_QUOTES).casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _STRETCHED.sub(r"\1\1", plain)
