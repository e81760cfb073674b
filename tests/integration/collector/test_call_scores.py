"""A real call is judged by the same scorecard, from what its row tells."""

from __future__ import annotations

from receivables.domain.call_dispositions import CallDisposition
from receivables.policy.scorecard import Scorecard
from receivables.services.call_scores import score_call
from receivables.store.tables import CollectorCall


def scored(**fields: object) -> Scorecard:
    values: dict[str, object] = {
        "verified": True,
        "recorded": True,
        "debt_collector": False,
        "told_before": False,
        "said": ["recording"],
        "objections": [],
        "notes": "Paid nothing yet, wants papers.",
        "disposition": CallDisposition.INFORMATION_GIVEN.value,
    }
    return score_call(CollectorCall(**values | fields))


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
