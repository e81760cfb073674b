"""Why a visit costs what it costs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet
from sqlalchemy.orm import Session

from actions.base import AccountAction
from actions.turn import Event, Turn
from actions.visits_meant import (
    EVERY,
    TOLD,
    VISIT,
    all_visits,
    visits_meant,
    visits_to_explain,
)
from receivables.domain.date_of_birth import fold
from receivables.domain.explanation import Explanation
from receivables.services.balances import VisitBalance
from receivables.services.explanation_text import detail_texts, short_text
from receivables.services.explanations import explain_encounter
from receivables.services.portal_links import bill_page_address
from receivables.store.tables import Guarantor

MOST_TEXTS = 2
_CHECKED = re.compile(
    r"\b(?:(?:being|still|is it|on) (?:checked|held|hold|reviewed|waiting|pending)|"
    r"you know|no (?:lo )?saben|(?:revis(?:an|ando)|retenid\w*|en espera|pendiente))\b"
)
_OTHER = re.compile(r"\b(?:other|otr[oa])\b")
_MORE = re.compile(r"(?:(?:ver|quiero|tell me|show me|say) )?(?:more|mas)(?: detail\w*)?\W*")
_TELLING = ("action_explain_bill", "action_explain_denial")


class ExplainBill(AccountAction):
    """Explains the visit that is meant; asks which where several can be."""

    def name(self) -> str:
        """The name in the rules for `explain_bill`."""
        return "action_explain_bill"

    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """The explanation, its details when it was just told, or the question which visit."""
        visits = self.candidates(session, guarantor)
        told = _told(turn, all_visits(session, guarantor))
        if turn.slot(VISIT) == EVERY:
            return _tell_each(turn, session, visits)
        if not visits:
            turn.say_freshly("utter_balance_nothing", "utter_balance_nothing_again")
            return turn.done(SlotSet(VISIT, None))
        everything = all_visits(session, guarantor)
        chosen = _checked(turn, everything)
        chosen = chosen or _other(turn, told, visits) or _other(turn, told, everything)
        chosen = chosen or visits_meant(turn, visits) or visits_meant(turn, everything)
        chosen = chosen or [one for one in visits if one.encounter_id == turn.slot(VISIT)]
        in_telling = bool(set(_TELLING) & set(turn.actions_of_last_turn()))
        in_telling = in_telling or _MORE.fullmatch(fold(turn.text)) is not None
        if not chosen and told and in_telling and turn.language in told:
            return _more(turn, session, told)
        if not chosen and len(visits) == 1:
            chosen = visits
        if len(chosen) != 1 and turn.loop:
            # Another form waits for its answer: the largest amount is meant most likely.
            chosen = [max(chosen or visits, key=lambda visit: visit.balance)]
        if len(chosen) != 1:
            return [SlotSet(VISIT, None), FollowupAction("bill_explanation_form")]
        return self._explain(turn, session, chosen[0].encounter_id, told)

    def _explain(
        self, turn: Turn, session: Session, encounter_id: int, told: Sequence[Any]
    ) -> list[Event]:
        explanation = explain_encounter(session, encounter_id)
        short = short_text(explanation, turn.language, turn.channel)
        just_told = turn.said_lately(short, 2)
        if just_told and not turn.loop and turn.language in told:
            return _more(turn, session, told)  # asked for once more, in so many words
        self.tell_first(turn, explanation)
        if not ("second_question" in turn.remarks and just_told):
            turn.say_text(short)  # as the second answer to one text not what the first has said
        return turn.done(SlotSet(VISIT, None), SlotSet(TOLD, [encounter_id, 0, turn.language]))

    def tell_first(self, turn: Turn, explanation: Explanation) -> None:
        """What is said of a visit before its amounts; nothing, unless something else was asked."""

    def candidates(self, session: Session, guarantor: Guarantor) -> list[VisitBalance]:
        """The visits that can be meant when the text names none."""
        return visits_to_explain(session, guarantor)


def _tell_each(turn: Turn, session: Session, visits: Sequence[VisitBalance]) -> list[Event]:
    """As many as an answer may have texts; the others, and the details, are a question away."""
    for visit in visits[:MOST_TEXTS]:
        explanation = explain_encounter(session, visit.encounter_id)
        turn.say_text(short_text(explanation, turn.language, turn.channel))
    return turn.done(SlotSet(VISIT, None))


def _told(turn: Turn, mine: Sequence[VisitBalance]) -> list[Any]:
    told = list(turn.slot(TOLD) or ())
    return told if told[:1] in [[visit.encounter_id] for visit in mine] else []


def _more(turn: Turn, session: Session, told: Sequence[Any]) -> list[Event]:
    encounter_id, page = told[:2]
    texts = detail_texts(explain_encounter(session, encounter_id), turn.language, turn.channel)
    for text in texts[page : page + MOST_TEXTS]:
        turn.say_text(text)
    if page >= len(texts):
        turn.say_freshly(
            "utter_bill_explanation_told_all",
            "utter_bill_explanation_told_all_again",
            link=bill_page_address(session, encounter_id, turn.language, turn.now),
        )
    return turn.done(SlotSet(TOLD, [encounter_id, page + MOST_TEXTS, turn.language]))


def _checked(turn: Turn, visits: Sequence[VisitBalance]) -> list[VisitBalance]:
    """The visit that we don't know the amount of yet, where the text asks why that is so."""
    if not _CHECKED.search(fold(turn.asked_text)):
        return []
    return [visit for visit in visits if visit.state in ("held", "waiting")][:1]


def _other(turn: Turn, told: Sequence[Any], visits: Sequence[VisitBalance]) -> list[VisitBalance]:
    """Of two visits the one that was not told, where the text asks for the other."""
    if not _OTHER.search(fold(turn.asked_text)):
        return []
    if not told:  # beside what is owed, the one that was said not to count yet
        others = [visit for visit in visits if visit.state in ("held", "waiting")]
        return others if len(others) == 1 else []
    others = [visit for visit in visits if visit.encounter_id != told[0]]
    return others if len(others) == 1 else []
