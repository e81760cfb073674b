"""The representative of written conversations: what the console does, without its pages."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import Engine

from cli.conversation_files import StaffStep
from receivables.domain.money import Money
from receivables.domain.schedule import Frequency
from receivables.policy.arrangement_terms import Wish
from receivables.services.arrangements import terms_key
from receivables.services.clock import organisation_date
from receivables.services.demonstration_staff import DEMONSTRATION_USERNAME
from receivables.services.handoff_steps import close
from receivables.services.representatives import reply
from receivables.services.staff import find_staff
from receivables.services.staff_agreements import (
    offer_arrangement,
    record_promise,
    set_up_arrangement,
)
from receivables.store.database import transaction


def act_as_staff(store: Engine, talk: str, step: StaffStep, now: dt.datetime) -> None:
    """Do what the step says in a conversation, as the demonstration's representative.

    Raises what the services raise (receivables.services.handoff_steps.NotAllowed).
    """
    day, once = organisation_date(now) + dt.timedelta(days=step.in_days), f"staff:{uuid.uuid4()}"
    with transaction(store) as session:
        dana = find_staff(session, DEMONSTRATION_USERNAME)
        if dana is None:
            raise LookupError("the demonstration's representative is not there")
        if step.say is not None:
            reply(session, talk, dana.id, step.say, now)
        if step.arrange is not None:
            wish = Wish(Money.parse(str(step.arrange)), None, Frequency.MONTHLY, day)
            offer = offer_arrangement(session, talk, wish, now)
            key = terms_key(offer.schedule)
            set_up_arrangement(session, talk, dana.id, wish, key, once, now)
        if step.promise is not None:
            amount = Money.parse(str(step.promise))
            record_promise(session, talk, dana.id, amount, day, once, now)
        if step.give_back is not None:
            close(session, talk, dana.id, step.give_back, now)
