"""Somebody who practises, on the call screen over a rehearsal."""

from __future__ import annotations

import re

from httpx import Response

from receivables.scripts.practice import scenarios
from receivables.services.demonstration import demonstration_people
from tests.integration.web.calls import ONCE, Collector
from tests.integration.web.forms import form_token
from tests.unit.scripts.test_practice import GOOD_CALLS

PRACTICE = "/console/practice"
WISH = {"amount": "60", "frequency": "monthly", "first_on": "2026-12-15"}


class Practising(Collector):
    """A browser that makes practice calls; their screen is a real call's."""

    def start(self, scenario: str) -> str:
        """Begin one; the address of its call."""
        begun = self.post(PRACTICE, f"{PRACTICE}/{scenario}")
        assert begun.status_code == 303, begun.text
        return str(begun.headers["location"]).removesuffix("#words")

    def shown(self, call: str) -> str:
        """The page of a call."""
        return self.browser.get(call).text

    def say(self, call: str, words: str) -> Response:
        """Type a line."""
        place = re.search(r'name="place" value="(\d+)"', self.shown(call))
        assert place, "nothing can be said"
        return self.post(call, f"{call}/say", place=place[1], words=words)

    def prove(self, call: str, scenario: str) -> None:
        """The answers that prove who it is, as the person gave them."""
        here = scenarios()[scenario]
        (person,) = [one for one in demonstration_people() if one.name == here.person]
        born = f"{person.date_of_birth:%m/%d/%Y}"
        assert self.verify(call, born, person.zip_code).status_code == 303

    def serve(self, call: str, scenario: str) -> None:
        """A whole good call, up to its ending."""
        here, lines = scenarios()[scenario], GOOD_CALLS[scenario]
        self.say(call, lines[0])
        self.do(call, "said/recording")
        others = {"third_party": "third_party", "wrong_party": "wrong_party"}
        self.do(call, f"steps/{others.get(scenario, 'reach')}")
        for number, line in enumerate(lines[1:], start=1):
            assert self.say(call, line).status_code == 303
            if number == 1 and any(
                reaction.verifies for state in here.states.values() for reaction in state.reacts
            ):
                self.prove(call, scenario)
            if number == 2 and here.debt_collector:
                self.do(call, "said/debt_first")
        if here.endings[0] == "arrangement_agreed":
            self.agree(call)
        self.do(call, "steps/end")

    def agree(self, call: str) -> None:
        """Set an arrangement up with the calculator."""
        key = self.post(call, f"{call}/terms", **WISH).text.split('name="read_back" value="')[1]
        sent = WISH | {"read_back": key.split('"')[0], "once": ONCE, "by_text": "true"}
        assert self.post(call, f"{call}/arrangement", **sent).status_code == 303

    def wrap_up(self, call: str, ending: str) -> Response:
        """Save the ending."""
        token = form_token(self.browser, call)
        fields = {"disposition": ending, "notes": "As drafted.", "form_token": token}
        return self.browser.post(f"{call}/wrap-up", data=fields)
