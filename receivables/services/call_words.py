"""The lines a collector says in a call, filled in for it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from receivables.domain.money import Money
from receivables.domain.schedule import Schedule
from receivables.policy.arrangement_terms import Offer, needs_disclosure
from receivables.policy.contact.facts import Channel
from receivables.policy.contact.voicemail import LimitedContent, NotLimited, parts
from receivables.policy.figures import load_policy
from receivables.scripts.calls import script_line
from receivables.services.agreements import office_phone
from receivables.services.arrangement_text import HOW_OFTEN, written
from receivables.settings import settings
from receivables.store.tables import CollectorCall, Guarantor, StaffAccount
from receivables.wording import say


class CallWords:
    """What is said in one call, in its language. `listed` below are pairs: line name, words."""

    def __init__(self, session: Session, call: CollectorCall) -> None:
        self._language = call.language
        figures = load_policy(settings().policy_file)
        self._business = figures.calls.business_name or figures.organisation.name
        collector = session.get_one(StaffAccount, call.staff_account_id).name
        self._values = {
            "business": self._business,
            "organisation": figures.organisation.name,
            "collector": collector,
            "name": session.get_one(Guarantor, call.guarantor_id).name,
            "phone": office_phone(),
        }
        self._limited = LimitedContent(
            self._business, collector, figures.organisation.callback_phone
        )

    def line(self, script: str, name: str, **values: str) -> str:
        """One line of a script. Raises KeyError for what is not there."""
        return script_line(script, name, self._language, **self._values | values)

    def voicemail(self) -> list[str]:
        """The parts of a limited-content message, in order; none where it would not be one."""
        try:
            said = parts(self._limited, Channel.VOICE)
        except NotLimited:
            return []
        return [self.line("voicemail", name) for name in said]

    def money(self, amount: Money) -> str:
        """An amount as the call's language writes it."""
        return written(amount, self._language)

    def terms(self, offer: Offer) -> list[str]:
        """An offer read out: that it is another than was wished, the down payment, the payments,
        and that the terms come in writing first where they have to (compliance M1)."""
        schedule = offer.schedule
        said = [self.line("agreement", "instead")] if offer.refusal else []
        down = schedule.down_payment
        if down is not None:
            today = written(down.due_on, self._language)
            said.append(self.line("agreement", "down", down=self.money(down.amount), today=today))
        said.append(self._payments(schedule))
        if needs_disclosure(schedule, load_policy(settings().policy_file).arrangement):
            said.append(self.line("agreement", "written_first"))
        return said

    def _payments(self, schedule: Schedule) -> str:
        first, last = schedule.first, schedule.last
        values = {
            "count": str(len(schedule.payments)),
            "how_often": say(HOW_OFTEN[schedule.frequency], self._language),
            "amount": self.money(first.amount),
            "first_date": written(first.due_on, self._language),
            "last_amount": self.money(last.amount),
            "last_date": written(last.due_on, self._language),
            "total": self.money(schedule.total),
        }
        if len(schedule.payments) == 1:
            return self.line("agreement", "one", **values)
        name = "equal" if first.amount == last.amount else "smaller_last"
        return self.line("agreement", name, **values)
