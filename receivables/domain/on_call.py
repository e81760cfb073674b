"""What an on-call representative's text asks for: `#12 hello`, `#12`, `#12 done`, `list`, `help`.

>>> read_request("#12 We have your letter.")
OnCallRequest(kind=<Asked.SAY: 'say'>, number=12, words='We have your letter.')
>>> read_request("# 12 Done.").kind, read_request("done").number
(<Asked.DONE: 'done'>, None)
>>> read_request("I am done with #12").kind
<Asked.SAY: 'say'>
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_NUMBERED = re.compile(r"\s*#\s*(\d{1,9})(?!\d)[.:,]?\s*(.*)", re.DOTALL)
_WORDS = {
    "done": frozenset({"done", "close", "closed", "finished", "listo", "terminado"}),
    "list": frozenset({"list", "open", "lista"}),
    "help": frozenset({"help", "info", "ayuda", "?"}),
}


class Asked(StrEnum):
    """What is asked for."""

    SAY = "say"  # text the person
    CHOOSE = "choose"  # write to this one from now on
    DONE = "done"  # give the conversation back
    LIST = "list"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class OnCallRequest:
    """One text. `number`: that of the thread it names, None for the one chosen before."""

    kind: Asked
    number: int | None
    words: str = ""


def read_request(text: str) -> OnCallRequest:
    """What a text asks for; one that names no thread and is no command is said to the person."""
    numbered = _NUMBERED.fullmatch(text)
    number = int(numbered[1]) if numbered else None
    words = (numbered[2] if numbered else text).strip()
    if not words and numbered:
        return OnCallRequest(Asked.CHOOSE, number)
    bare = words.casefold().strip(" .!") or words
    found = next((kind for kind, known in _WORDS.items() if bare in known), None)
    if found == "done" or (found and numbered is None):
        return OnCallRequest(Asked(found), number)
    return OnCallRequest(Asked.SAY, number, words)
