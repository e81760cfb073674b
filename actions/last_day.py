"""Whether "then" can only mean one day: no other was said since."""

from __future__ import annotations

import re
from collections.abc import Iterable

_UP_TO_A_YEAR = re.compile(r".*?\b20\d\d\b", re.DOTALL)


def is_last_day_said(day: str, texts: Iterable[str]) -> bool:
    """Whether the last date (with its year) in the texts, the latest text first, is this one.

    >>> is_last_day_said("Dec 1, 2026", ["Thank you.", "You hear from us by Dec 1, 2026."])
    True
    >>> is_last_day_said("Dec 1, 2026", ["It was Jul 20, 2026.", "By Dec 1, 2026."])
    False
    """
    dated = next((text for text in texts if _UP_TO_A_YEAR.search(text)), "")
    return any(part.endswith(day) for part in _UP_TO_A_YEAR.findall(dated)[-1:])
