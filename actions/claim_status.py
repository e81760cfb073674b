"""Where claims stand: from the insurers' decisions, and from a person where those don't say."""

from __future__ import annotations

import datetime as dt
import re

from sqlalchemy.orm import Session

from actions.insurance import InsuranceRequest
from actions.standing import tell_standing
from actions.turn import Event, Turn
from actions.visits import visit_label
from actions.visits_meant import visits_meant
from receivables.domain.date_of_birth import fold
from receivables.domain.money import Money
from receivables.services.balances import VisitState
from receivables.services.claim_standings import (
    ClaimStanding,
    claim_standings,
    owed_without_insurance,
)
from receivables.store.tables import Guarantor

_INSURANCE = re.compile(
    r"\b(?:claims?|insur\w*|segur\w*|reclam\w*|medicare|medicaid|aseguranza|"
    r"(?:did|have|has) (?:they|it) (?:pa\w+|cover\w*)|pagaron|cubri\w*)\b"
)
_PAID = re.compile(r"\b(?:pa(?:y|ys|id)|cover\w*|pag\w+|cubr\w+)\b")
_IT = re.compile(r"\b(?:it|that|this|eso|esa|esta|esto|ese)\b")
_BILLED = ("utter_insurance_billed", "utter_insurance_all_billed")
_BILLED_RECORDED = ("utter_insurance_billed_recorded", "utter_insurance_all_billed_recorded")


class ReportUnbilledInsurance(InsuranceRequest):
    """Whether insurance was billed is told; that it was not, or should pay, is checked."""

    kind = "insurance_not_billed"

    def name(self) -> str:
        """The name in the rule for `insurance_not_billed`."""
        return "action_report_unbilled_insurance"

    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """A question is answered with what the insurers decided; asked again, a person checks."""
        decided = _decided(turn, session, guarantor)
        if decided and turn.asks and turn.last_response not in _BILLED:
            _tell_billed(turn, decided, _BILLED[len(decided) > 1])
            return turn.done()
        return super().answer(turn, session, guarantor)

    def tell_first(
        self, turn: Turn, session: Session, guarantor: Guarantor, due_on: dt.date
    ) -> None:
        """What the insurers made of the visits that are meant, or that there was none to bill."""
        decided = _decided(turn, session, guarantor)
        if decided:
            _tell_billed(turn, decided, _BILLED_RECORDED[len(decided) > 1], date=due_on)
            return
        standings = _asked_for(turn, session, guarantor)
        if not standings:
            turn.say("utter_insurance_none_on_file_recorded", date=due_on)
            return
        _tell_why_open(turn, standings)
        self.tell_recorded(turn, due_on)

    def tell_recorded(self, turn: Turn, due_on: dt.date) -> None:
        """What happens next."""
        turn.say("utter_insurance_not_billed_recorded", date=due_on)


class TellClaimStatus(InsuranceRequest):
    """Where a claim stands; or, without a word of insurance, all that was asked of us."""

    kind = "claim_status"

    def name(self) -> str:
        """The name in the rule for `claim_status`."""
        return "action_request_claim_status"

    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """The decision where there is one; a person looks after a claim that has none yet.

        "Any news?" is about what is open already, where something is.
        """
        about_insurance = _INSURANCE.search(fold(turn.asked_text))
        if not about_insurance and tell_standing(turn, session, guarantor):
            return turn.done()
        standings = _asked_for(turn, session, guarantor)
        if standings and all(standing.settled for standing in standings):
            _tell_decision(turn, standings)
            return turn.done()
        return super().answer(turn, session, guarantor)

    def tell_first(
        self, turn: Turn, session: Session, guarantor: Guarantor, due_on: dt.date
    ) -> None:
        """Why nothing is decided yet, as far as we know, and by when a person answers.

        Who asks whether insurance paid hears first what it did pay for the other visits.
        """
        standings = _asked_for(turn, session, guarantor)
        decided = [one for one in standings if one.visit.state is VisitState.PAYABLE]
        if decided and _PAID.search(fold(turn.asked_text)):
            _tell_billed(turn, decided, _BILLED[len(decided) > 1])
        _tell_why_open(turn, standings)
        self.tell_recorded(turn, due_on)

    def tell_recorded(self, turn: Turn, due_on: dt.date) -> None:
        """What happens next."""
        turn.say("utter_insurance_claim_status_recorded", date=due_on)


def _decided(turn: Turn, session: Session, guarantor: Guarantor) -> list[ClaimStanding]:
    """The visits that are meant, or else owed for, where insurers have decided on all of them."""
    standings = claim_standings(session, guarantor.id)
    meant = _asked_for(turn, session, guarantor)
    if len(meant) < len(standings) and all(standing.settled for standing in meant):
        return list(meant)
    if owed_without_insurance(session, guarantor.id):
        return []
    return [standing for standing in standings if standing.visit.state is VisitState.PAYABLE]


def _tell_billed(turn: Turn, decided: list[ClaimStanding], response: str, **values: object) -> None:
    turn.say(
        response,
        visit=turn.spoken(decided[0].visit.service_date),
        count=len(decided),
        paid=Money.total(standing.paid for standing in decided),
        share=Money.total(standing.share for standing in decided),
        **values,
    )


def _tell_why_open(turn: Turn, standings: tuple[ClaimStanding, ...]) -> None:
    """Why nothing is decided on the latest open visit, unless that was just told."""
    visit = next((standing for standing in standings if not standing.settled), None)
    if visit is None:
        return
    about = {"facility": visit.visit.facility, "date": visit.visit.service_date}
    if not turn.said_lately(turn.word(visit.status_sentence, **about), 2):
        turn.say(visit.status_sentence, **about)


def _asked_for(turn: Turn, session: Session, guarantor: Guarantor) -> tuple[ClaimStanding, ...]:
    """The standings of the visits that the text names; of all where it names none."""
    standings = claim_standings(session, guarantor.id)
    meant = visits_meant(turn, [standing.visit for standing in standings])
    named = tuple(standing for standing in standings if standing.visit in meant)
    return named or _just_told(turn, standings) or standings


def _just_told(turn: Turn, standings: tuple[ClaimStanding, ...]) -> tuple[ClaimStanding, ...]:
    """The visit that was explained a moment ago, where the text says "it" or "that"."""
    told = turn.slot("bill_explanation_told")
    if not told or not {"action_explain_bill", "action_explain_denial"} & set(
        turn.actions_of_last_turn()
    ):
        return ()
    if not _IT.search(fold(turn.asked_text)):
        return ()
    return tuple(one for one in standings if one.visit.encounter_id == told[0])


def _tell_decision(turn: Turn, standings: tuple[ClaimStanding, ...]) -> None:
    """The latest visit's decision; the others are a question away."""
    latest = standings[0]
    turn.say_freshly(
        "utter_insurance_decided" if len(standings) == 1 else "utter_insurance_decided_latest",
        "utter_insurance_decided_again",
        visit=visit_label(turn, latest.visit, [standing.visit for standing in standings]),
        paid=latest.paid,
        share=latest.share,
    )
