"""Claims and coverage."""

from __future__ import annotations

import datetime as dt

from actions.requests import RecordedRequest
from actions.turn import Turn


class ReportUnbilledInsurance(RecordedRequest):
    """Insurance that was not billed."""

    kind = "insurance_not_billed"

    def name(self) -> str:
        """The name in the rule for `insurance_not_billed`."""
        return "action_report_unbilled_insurance"

    def tell_recorded(self, turn: Turn, due_on: dt.date) -> None:
        """What happens next."""
        turn.say("utter_insurance_not_billed_recorded", date=due_on)

    def tell_standing(self, turn: Turn, due_on: dt.date) -> None:
        """It is with us already."""
        turn.say_freshly(
            "utter_insurance_standing",
            "utter_insurance_standing_again",
            date=due_on,
            phone=turn.phone,
        )


class RequestClaimStatus(RecordedRequest):
    """Where a claim stands."""

    kind = "claim_status"

    def name(self) -> str:
        """The name in the rule for `claim_status`."""
        return "action_request_claim_status"

    def tell_recorded(self, turn: Turn, due_on: dt.date) -> None:
        """What happens next."""
        turn.say("utter_insurance_claim_status_recorded", date=due_on)

    def tell_standing(self, turn: Turn, due_on: dt.date) -> None:
        """It is with us already."""
        turn.say_freshly(
            "utter_insurance_standing",
            "utter_insurance_standing_again",
            date=due_on,
            phone=turn.phone,
        )


class UpdateInsurance(RecordedRequest):
    """New or other insurance."""

    kind = "insurance_update"

    def name(self) -> str:
        """The name in the rule for `update_insurance`."""
        return "action_update_insurance"

    def tell_recorded(self, turn: Turn, due_on: dt.date) -> None:
        """What happens next."""
        turn.say("utter_insurance_update_recorded", date=due_on)

    def tell_standing(self, turn: Turn, due_on: dt.date) -> None:
        """It is with us already."""
        turn.say_freshly(
            "utter_insurance_standing",
            "utter_insurance_standing_again",
            date=due_on,
            phone=turn.phone,
        )
