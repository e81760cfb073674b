"""Whether, where and how a person wants to hear from us."""

from __future__ import annotations

import datetime as dt
import re

from rasa_sdk.events import FollowupAction
from sqlalchemy.orm import Session

from actions.base import TurnAction
from actions.choices import OTHER_QUESTIONS
from actions.representative import CLOSED
from actions.requests import RecordedRequest, answer_by, record
from actions.turn import Event, Turn
from receivables.domain.call_wish import asks_for_a_call
from receivables.domain.date_of_birth import fold
from receivables.services.consents import record_consent
from receivables.services.identity import verified_guarantor
from receivables.services.work_items import add_to_work_item, open_work_item_of
from receivables.store.database import transaction
from receivables.store.tables import Conversation

# "in spanish please": the application has changed the language before we are asked.
_LANGUAGE = re.compile(r".{0,25}\b(?:english|spanish|ingles|espanol)\b.{0,20}")

_ASKS_WHEN = re.compile(r"(?:(?:ok|and|so|y) )?(?:when|how (?:long|soon)|cuando|cuanto)\b.{0,25}$")


class StopContact(TurnAction):
    """An opt-out in any words (compliance C3); the channel says the one confirmation (C6)."""

    def name(self) -> str:
        """The name in the rule for `stop_contact`."""
        return "action_stop_contact"

    def take(self, turn: Turn) -> list[Event]:
        """Recorded at once; nothing else is said."""
        with transaction() as session:
            opt_out(turn, session, "understood")
        return [*CLOSED]


class MarkWrongNumber(TurnAction):
    """This number is not the patient's: stop texting it, reveal nothing."""

    def name(self) -> str:
        """The name in the rule for `wrong_number`."""
        return "action_mark_wrong_number"

    def take(self, turn: Turn) -> list[Event]:
        """The same whether or not the number is on file; a person corrects what is.

        Whoever was verified is hardly the wrong one ("who is chasing them"): they are asked once
        whether they mean it, as ending all texts can't be taken back by us.
        """
        with transaction() as session:
            known = verified_guarantor(session, turn.conversation_id, turn.now)
            if known is not None and turn.last_response not in OTHER_QUESTIONS:
                return [FollowupAction("action_default_fallback")]
            record(turn, session, "wrong_number", answer_by(turn))
            opt_out(turn, session, "wrong_number")
        return [*CLOSED]


class RecordContactPreference(TurnAction):
    """When, where or how to be contacted: needs no verification, tells nothing."""

    def name(self) -> str:
        """The name in the rule for `contact_preference`."""
        return "action_record_contact_preference"

    def take(self, turn: Turn) -> list[Event]:
        """A person sets it; until then the way out of texts is named. A language is set at once."""
        if _LANGUAGE.fullmatch(fold(turn.text)):
            turn.say_freshly("utter_smalltalk_language", "utter_smalltalk_language_again")
            return turn.done()
        if asks_for_a_call(turn.text):
            return [FollowupAction("action_request_representative")]
        with transaction() as session:
            guarantor = verified_guarantor(session, turn.conversation_id, turn.now)
            owner = guarantor.id if guarantor else None
            standing = open_work_item_of(session, "contact_preference", owner, turn.conversation_id)
            if standing is not None and _ASKS_WHEN.match(fold(turn.text)):
                turn.say_freshly(
                    "utter_contact_preferences_update_standing",
                    "utter_contact_preferences_update_standing_again",
                    date=standing.due_on or answer_by(turn),
                    phone=turn.phone,
                )
                return turn.done()
            if standing is not None:
                add_to_work_item(standing, turn.request_id, turn.text)
            else:
                record(turn, session, "contact_preference", answer_by(turn), owner)
        turn.say_freshly(
            "utter_contact_preferences_recorded",
            "utter_contact_preferences_recorded_again",
            date=answer_by(turn),
            phone=turn.phone,
        )
        return turn.done()


class UpdateContactInfo(RecordedRequest):
    """A new address, number or name: only for a verified person."""

    kind = "contact_update"
    grows = True

    def name(self) -> str:
        """The name in the rule for `update_contact_info`."""
        return "action_update_contact_info"

    def tell_recorded(self, turn: Turn, due_on: dt.date) -> None:
        """What happens next."""
        turn.say("utter_contact_preferences_update_recorded", date=due_on)

    def tell_standing(self, turn: Turn, due_on: dt.date) -> None:
        """It is with us already."""
        turn.say_freshly(
            "utter_contact_preferences_update_standing",
            "utter_contact_preferences_update_standing_again",
            date=due_on,
            phone=turn.phone,
        )


def opt_out(turn: Turn, session: Session, source: str) -> None:
    """End texts to the number of this conversation, at once (compliance C5); of a call both, for
    whoever says "stop" on the telephone seldom says what."""
    conversation = session.get_one(Conversation, turn.conversation_id)
    source = f"{source}:{turn.request_id}"
    for channel in {"sms", conversation.channel}:
        record_consent(session, conversation.phone, channel, False, source, turn.now)
