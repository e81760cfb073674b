"""Which visits there are to ask about, and which of them a text means."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from sqlalchemy.orm import Session

from actions.turn import Turn
from receivables.domain.date_of_birth import fold
from receivables.domain.visit_choice import ListedVisit, chosen_visits
from receivables.services.balances import VisitBalance, balance_summary
from receivables.store.tables import Guarantor

VISIT = "bill_explanation_visit"
EVERY = -2  # in place of a visit: of several each is meant
_NUMBER = re.compile(
    r"(?:(?:number|numero|la|el|the|lo) )?(?:\d|first|second|third|last|primer[oa]?|segund[oa]|"
    r"tercer[oa]?|ultim[oa])(?: (?:one|visit|visita))?"
)
# "No, 2": by the list that was told a moment ago; "the one after": by the visit explained.
_CORRECTED = re.compile(
    r"(?:no|nope|wait|sorry|oops|i mean|i meant|perdon|digo|mejor|not that one|esa no|ese no)\b"
)
_AFTER = re.compile(r"\b(?:the (?:one|visit) after|the next|siguiente|la de despues|que sigue)\b")
_EARLIER = re.compile(r"\b(?:the (?:one|visit) before|the previous|anterior|la de antes)\b")
_LISTED = frozenset(
    {
        "utter_balance_several_visits",
        "utter_balance_several_visits_again",
        "utter_bill_explanation_which_visit",
        "utter_bill_explanation_which_visit_again",
    }
)
_LIST_KNOWN = 5  # turns
TOLD = "bill_explanation_told"
_LARGEST = re.compile(
    r"\b(?:(?:most expensive|biggest|largest|highest|big) (?:one|visit|bill|charge)|"
    r"mas (?:car[oa]|grande|alt[oa]))\b"
)
_PLACED = re.compile(r"\b(?:(?:first|second|third) (?:one|visit)|(?:primer|segund|tercer)[oa])\b")


def visits_to_explain(session: Session, guarantor: Guarantor) -> list[VisitBalance]:
    """The visits a person can ask about: what they owe on first, else all of them."""
    visits = all_visits(session, guarantor)
    return [visit for visit in visits if visit.state == "payable"] or visits


def all_visits(session: Session, guarantor: Guarantor) -> list[VisitBalance]:
    """Every visit of the person, paid and waiting ones too."""
    return list(balance_summary(session, guarantor.id).visits)


def visits_meant(turn: Turn, visits: Sequence[VisitBalance]) -> list[VisitBalance]:
    """The visits that the text can mean by what it calls one; empty when it names none."""
    if visits and _LARGEST.search(fold(turn.asked_text)):
        return [max(visits, key=lambda visit: visit.balance)]
    if (beside := _beside_the_told(turn, visits)) is not None:
        return [beside]
    called = [
        ListedVisit(
            visit.service_date,
            visit.facility,
            visit.patient_name,
            visit.account_number,
        )
        for visit in visits
    ]
    asked = fold(turn.asked_text)
    # A number alone outlives the question which visit: it is answered by whoever is verified anew.
    alone = turn.resumed and _NUMBER.fullmatch(asked.strip())
    corrected = _CORRECTED.match(asked) and _LISTED & set(turn.recent_responses(_LIST_KNOWN))
    numbered = turn.slot("requested_slot") == VISIT or bool(
        alone or corrected or _PLACED.search(asked)
    )
    days = _days(turn.asked_entities)
    return [visits[place] for place in chosen_visits(turn.asked_text, days, called, numbered)]


def _beside_the_told(turn: Turn, visits: Sequence[VisitBalance]) -> VisitBalance | None:
    """The next or the previous of the list, seen from the visit that was explained."""
    asked, told = fold(turn.asked_text), turn.slot(TOLD) or [None]
    step = 1 if _AFTER.search(asked) else -1 if _EARLIER.search(asked) else 0
    place = next((i for i, one in enumerate(visits) if one.encounter_id == told[0]), None)
    if not step or place is None or not 0 <= place + step < len(visits):
        return None
    return visits[place + step]


def _days(entities: Sequence[dict[str, object]]) -> list[dt.date]:
    found: list[str] = []
    for entity in entities:
        if entity["entity"] == "date" and entity.get("role") != "pattern":
            candidates = entity.get("candidates")
            found += candidates if isinstance(candidates, list) else [str(entity["value"])]
    return [dt.date.fromisoformat(day) for day in found]
