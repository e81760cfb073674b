"""Which of several explanations of benefit still count (remittance 2: prior and replaced claims).

One that another names as its prior counts no more; of two with the same number the later made one
counts, of the same day the one that withdraws it, a copy counts once, and two that say different
things of the same day are held.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from receivables.domain.explanation_of_benefit import ExplanationOfBenefit
from receivables.domain.responsibility import Disposition, Reason
from receivables.policy.claim_facts import Ruling

NEWER = frozenset(("prior", "replaces"))
REPLACED = frozenset(("replacedby", "replaced"))
WITHDRAWN = frozenset(("cancelled", "entered-in-error"))
_NOTHING = Disposition.NOTHING_OWED


def overruled(explanations: Sequence[ExplanationOfBenefit]) -> list[Ruling | None]:
    """What another explanation of the list says of each one; None where it stands."""
    replaced = {name for explanation in explanations for name in replaced_by(explanation)}
    found: list[Ruling | None] = [
        Ruling(_NOTHING, Reason.REPLACED) if _names(explanation) & replaced else None
        for explanation in explanations
    ]
    same: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, explanation in enumerate(explanations):
        if explanation.identifier and found[place] is None:
            same[explanation.payer, explanation.identifier].append(place)
    for places in same.values():
        _among_versions(explanations, places, found)
    return found


def replaced_by(explanation: ExplanationOfBenefit) -> set[str]:
    """The identifiers (or resource ids) of those in whose place this one stands."""
    return {
        _last_part(name)
        for name, relationship in explanation.related.items()
        if relationship in NEWER
    }


def _among_versions(
    explanations: Sequence[ExplanationOfBenefit], places: list[int], found: list[Ruling | None]
) -> None:
    """Of one number: the last made counts, its copies do not, two of one day are in conflict."""
    days = [explanations[place].created for place in places]
    known = [day for day in days if day is not None]
    latest = max(known) if len(known) == len(days) else None
    current = []
    for place, day in zip(places, days, strict=True):
        if day == latest or latest is None:
            current.append(place)
        else:
            found[place] = Ruling(_NOTHING, Reason.REPLACED)
    withdrawn = [place for place in current if explanations[place].status in WITHDRAWN]
    if withdrawn and len({days[places.index(place)] for place in current}) == 1:
        for place in set(current) - set(withdrawn):
            found[place] = Ruling(_NOTHING, Reason.REPLACED)
        current = withdrawn
    first, *others = current
    if all(_content(explanations[first]) == _content(explanations[other]) for other in others):
        for other in others:
            found[other] = Ruling(_NOTHING, Reason.DUPLICATE)
    else:
        for place in current:
            found[place] = Ruling(Disposition.HOLD, Reason.CONFLICTING_CLAIMS)


def _content(explanation: ExplanationOfBenefit) -> ExplanationOfBenefit:
    return replace(explanation, resource="", problems=[])


def _names(explanation: ExplanationOfBenefit) -> set[str]:
    return {name for name in (explanation.identifier, explanation.resource) if name}


def _last_part(name: str) -> str:
    """The id of a reference ("ExplanationOfBenefit/E1"), or the identifier itself."""
    return name.rsplit("/", 1)[-1]
