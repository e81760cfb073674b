"""A real call is judged by the same scorecard, from what its row tells."""

from __future__ import annotations

import pytest

from receivables.domain.call_dispositions import CallDisposition
from receivables.domain.objections import Objection
from receivables.policy.scorecard import Scorecard
from receivables.services.call_notes import HAPPENED, sentence
from receivables.services.call_scores import score_call
from receivables.store.tables import CollectorCall

NOTES = "Paid nothing yet, wants papers."


def scored(notes: str = NOTES, **fields: object) -> Scorecard:
    values: dict[str, object] = {
        "verified": True,
        "recorded": True,
        "debt_collector": False,
        "told_before": False,
        "said": ["recording"],
        "objections": [],
        "happened": [],
        "disposition": CallDisposition.INFORMATION_GIVEN.value,
    }
    return score_call(CollectorCall(**values | fields), [notes])


def missed(card: Scorecard) -> list[str]:
    return [item.name for item in card.items if item.passed is False]


def test_a_call_as_it_should_be_has_all_points() -> None:
    assert (scored().points, missed(scored())) == (100, [])


def test_a_disclosure_that_was_not_made_fails_it() -> None:
    assert missed(scored(said=[])) == ["disclosures"]
    assert scored(debt_collector=True, said=["recording"]).failed


def test_facts_without_proof_fail_it() -> None:
    assert missed(scored(verified=False)) == ["verified_before_facts"]


def test_an_agreement_with_somebody_who_has_an_attorney_fails_it() -> None:
    agreed = CallDisposition.ARRANGEMENT_AGREED.value
    card = scored(objections=["represented_by_attorney"], disposition=agreed)
    assert missed(card) == ["stopped_where_asked"]
    stopped = CallDisposition.ATTORNEY.value
    assert missed(scored(objections=["represented_by_attorney"], disposition=stopped)) == []


def test_notes_that_threaten_are_seen() -> None:
    assert missed(scored(notes="Told him it is his last chance.")) == ["tone"]


@pytest.mark.parametrize("ending", ["voicemail_left", "no_answer", "not_in_service"])
def test_where_nobody_answered_nobody_had_to_be_told(ending: str) -> None:
    card = scored(said=[], verified=False, disposition=ending)
    assert missed(card) == []
    assert missed(scored(said=[], verified=False, disposition="hung_up")) == ["disclosures"]


def test_who_declines_the_recording_costs_the_collector_nothing() -> None:
    assert missed(scored(recorded=False, said=["recording"])) == []
    assert missed(scored(recorded=False, said=[])) == []


@pytest.mark.parametrize("objection", Objection)
def test_what_the_page_drafted_itself_is_no_slip(objection: Objection) -> None:
    drafted = [sentence({"what": "heard", "value": objection.value})]
    drafted += [sentence({"what": what}) for what in HAPPENED]
    assert missed(scored(notes="\n".join(drafted))) == []
