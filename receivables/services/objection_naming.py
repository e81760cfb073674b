"""Names the objection in a line of a call, for pages: Rasa's process has the model.

What the words alone show comes first and never waits for the model; where the model can't be
asked in time, the scripts are searched for the same words. `found_by` of a guess says which.
"""

from __future__ import annotations

import logging
from functools import cache

import httpx

from receivables.domain.objections import Objection
from receivables.policy.objections import Guess, heard, named, searched
from receivables.settings import settings

logger = logging.getLogger(__name__)

# The page answers within 150 ms; a model that is busy with a patient's turn may take a little
# longer, and names an objection better than the search does.
PATIENCE_SECONDS = 0.4
ROUTE = "/webhooks/plainbill/objections"


def name_objection(text: str, language: str | None = None) -> list[Guess]:
    """The objections of what was heard or typed, best first; none where there is no word.

    `language` is that of the call, `en` or `es`, where it is known. Never fails: without the
    model every guess is `found_by` words or search.
    """
    line = heard(text)
    return named(line, _ranking(line), language) if line else []


def prepare() -> None:
    """Reads the scripts now, not during the first line. For a process that is about to serve."""
    searched("hello")


def _ranking(line: str) -> list[Guess] | None:
    """What the model says; None when it could not be asked or gave no proper answer."""
    try:
        response = _client().post(ROUTE, json={"text": line})
        response.raise_for_status()
        rows = response.json()["ranking"]
        return [Guess(Objection(row["label"]), float(row["confidence"])) for row in rows]
    except (httpx.HTTPError, ValueError, KeyError, TypeError) as problem:
        logger.warning("The model of the objections gave no answer: %s", type(problem).__name__)
        return None


@cache
def _client() -> httpx.Client:
    return httpx.Client(
        base_url=settings().rasa_url,
        headers={"Authorization": f"Bearer {settings().rasa_token}"},
        timeout=PATIENCE_SECONDS,
        trust_env=False,
    )
