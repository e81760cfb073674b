"""Leaving a form for another errand: which action an intent leads to stands in data/rules alone."""

from __future__ import annotations

from functools import cache

from rasa_sdk.events import FollowupAction

from actions.turn import Event, Turn
from receivables.policy.safety.kinds import SafetyKind
from receivables.settings import ROOT
from receivables.yaml_files import read_yaml

# What reviewed patterns look for is heard before a form takes the text for its answer; a dispute
# may be about the very terms that the form asks for.
ABOVE_A_FORM = frozenset(kind.intent for kind in SafetyKind) - {SafetyKind.DISPUTE.intent}


def go_on(turn: Turn) -> list[Event]:
    """On to what the text asks, after a form was left for it."""
    return [FollowupAction(action_for(turn.intent))]


@cache
def action_for(intent: str) -> str:
    """The action of the rule for an intent. Raises KeyError for an intent without one."""
    actions = {}
    for path in (ROOT / "data" / "rules").glob("*.yml"):
        for rule in read_yaml(path)["rules"]:
            first, *rest = rule["steps"]
            if "intent" in first and rest:
                actions[first["intent"]] = rest[0]["action"]
    return str(actions[intent])
