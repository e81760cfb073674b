"""Denials, appeals and coverage."""

from __future__ import annotations

import datetime as dt
import re

from rasa_sdk.events import FollowupAction
from sqlalchemy.orm import Session

from actions.bill_explanation import ExplainBill
from actions.requests import RecordedRequest
from actions.turn import Event, Turn
from actions.visits_meant import all_visits, visits_meant
from receivables.domain.date_of_birth import fold
from receivables.domain.explanation import Explanation, PartKind
from receivables.services.balances import VisitBalance, VisitState
from receivables.services.explanation_text import reason_text
from receivables.services.explanations import explain_encounter
from receivables.store.tables import Guarantor

_NOT_PAID = (PartKind.WRITE_OFF, PartKind.NOT_COVERED)
_DECIDED = frozenset(
    (PartKind.DEDUCTIBLE, PartKind.COINSURANCE, PartKind.COPAY, PartKind.INSURANCE_PAID)
)
_NO_DENIAL = _DECIDED.union(
    (PartKind.CHARGE, PartKind.PLAN_DISCOUNT, PartKind.PATIENT_PAYMENTS, PartKind.REFUNDED)
)
_APPEAL = re.compile(r"\b(?:appeal\w*|apel\w*|overturn|reconsider\w*)\b")
_NEEDED = re.compile(r"\b(?:need|send|bring|papers?|documents?|proof|forms?|neces\w+|papeles)\b")


class InsuranceRequest(RecordedRequest):
    """A question about insurance that a person answers."""

    grows = True

    def tell_standing(self, turn: Turn, due_on: dt.date) -> None:
        """It is with us already."""
        turn.say_freshly(
            "utter_insurance_standing",
            "utter_insurance_standing_again",
            date=due_on,
            phone=turn.phone,
        )


class ExplainDenial(ExplainBill):
    """Why a claim was denied: the visit that the insurer left unpaid, in whole or in part."""

    def name(self) -> str:
        """The name in the rule for `claim_denied_why`."""
        return "action_explain_denial"

    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """The explanation from the insurer's own reasons; an appeal is asked for by that word."""
        asked = fold(turn.asked_text)
        goes_on = "action_request_appeal" in turn.actions_of_last_turn() and _NEEDED.search(asked)
        if _APPEAL.search(asked) or goes_on:
            return [FollowupAction("action_request_appeal")]
        named = visits_meant(turn, all_visits(session, guarantor))
        if not named and _paid_its_part(session, guarantor):
            turn.say_freshly("utter_insurance_none_denied", "utter_insurance_none_denied_again")
            return turn.done()
        return super().answer(turn, session, guarantor)

    def tell_first(self, turn: Turn, explanation: Explanation) -> None:
        """The insurer's reasons, which are what was asked."""
        reasons = reason_text(explanation, _NOT_PAID, turn.language, turn.channel)
        if reasons and not turn.said_lately(reasons, 2):
            turn.say_text(reasons)

    def candidates(self, session: Session, guarantor: Guarantor) -> list[VisitBalance]:
        """The latest visit with something the plan did not cover; without one, as ever."""
        for visit in all_visits(session, guarantor):
            parts = explain_encounter(session, visit.encounter_id).parts
            if any(part.kind in _NOT_PAID for part in parts):
                return [visit]
        return super().candidates(session, guarantor)


class RequestAppeal(InsuranceRequest):
    """Help with an appeal of an insurer's decision."""

    kind = "appeal"

    def name(self) -> str:
        """The name that `action_explain_denial` goes on to."""
        return "action_request_appeal"

    def tell_standing(self, turn: Turn, due_on: dt.date) -> None:
        """It is with us already; who asks what they need for it is told that."""
        if _NEEDED.search(fold(turn.text)):
            turn.say("utter_insurance_appeal_needed", date=due_on)
        else:
            super().tell_standing(turn, due_on)

    def tell_recorded(self, turn: Turn, due_on: dt.date) -> None:
        """What happens next."""
        turn.say("utter_insurance_appeal_recorded", date=due_on)


class UpdateInsurance(InsuranceRequest):
    """New or other insurance."""

    kind = "insurance_update"

    def name(self) -> str:
        """The name in the rule for `update_insurance`."""
        return "action_update_insurance"

    def tell_recorded(self, turn: Turn, due_on: dt.date) -> None:
        """What happens next."""
        turn.say("utter_insurance_update_recorded", date=due_on)


def _paid_its_part(session: Session, guarantor: Guarantor) -> bool:
    """Whether insurers, where they decided so far, left shares of their plans and nothing else."""
    visits = all_visits(session, guarantor)
    kinds = [
        {part.kind for part in explain_encounter(session, visit.encounter_id).parts}
        for visit in visits
        if visit.state is not VisitState.WAITING
    ]
    held = any(visit.state is VisitState.HELD for visit in visits)
    return bool(kinds) and not held and all(one & _DECIDED and one <= _NO_DENIAL for one in kinds)
