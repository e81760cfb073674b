"""What the domain declares is used, what is used is declared, and every word is fit to be said."""

import re
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor

from receivables.policy.forbidden_words import CREDIT, slips
from receivables.policy.segments import EXTENSION, segments
from receivables.wording import LANGUAGES, responses, variant_language

ROOT = Path(__file__).resolve().parents[2]
DOMAINS = [ROOT / "domain.yml", *sorted((ROOT / "data" / "domain").glob("*.yml"))]
PYTHON = [
    path
    for folder in ("actions", "receivables", "telephony", "web", "cli")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
LONGEST = 320  # characters a text, placeholders filled in
BUILT_IN_INTENTS = {"nlu_fallback"}
# Said by no name of their own: looked up by the words in their metadata (actions/bill_terms.py,
# actions/feelings.py).
LOOKED_UP = ("utter_bill_explanation_term_", "utter_smalltalk_feeling_")

# A debt collector has to call itself one (compliance D1).
REQUIRED_BY_LAW = {"utter_identity_debt_later": {"debt collection"}}

# What such a placeholder is at most filled with, to measure a text.
LONGEST_VALUES = {
    "organisation": "Lakeside Health Billing",
    "phone": "(216) 555-0100",
    "hours": "Monday to Friday, 8 am to 5 pm",
    "how_often": "cada dos semanas",
    "visits": "1) Sep 14, 2026 (Emma): $100.00; 2) Sep 14, 2026 (Noah): $100.00; "
    "3) 14 sept 2026 (Mia): $1,100.00",
    "visit": "14 sept 2026 (Guadalupe)",
    "date": "30 nov 2026",
    "first_date": "30 nov 2026",
    "last_date": "30 nov 2028",
    "amount": "$12,345.67",
    "total": "$12,345.67",
    "items": "su cobro en disputa (a más tardar el 26 nov 2026); su pedido de ayuda para pagar "
    "(a más tardar el 26 nov 2026); su reembolso (a más tardar el 26 nov 2026)",
    "first": "decirnos que el número está equivocado",
    "second": "saber qué significa una palabra de su factura",
    "name": "Guadalupe",
    "patient": "Guadalupe",
    "facility": "Lakeside Hospital",
}

CREDIT_ANSWER = "utter_holds_credit_concern"


@cache
def domain() -> dict[str, set[str]]:
    """All names that the domain declares, by section."""
    found: dict[str, set[str]] = {}
    for path in DOMAINS:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for section in ("intents", "entities", "actions", "slots", "forms", "responses"):
            items = content.get(section) or []
            names = {item if isinstance(item, str) else next(iter(item)) for item in items}
            found[section] = found.get(section, set()) | names
    return found


@cache
def steps() -> list[dict[str, Any]]:
    """Every step of every rule and story."""
    found = []
    for folder, key in (("rules", "rules"), ("stories", "stories")):
        for path in (ROOT / "data" / folder).glob("*.yml"):
            for item in yaml.safe_load(path.read_text(encoding="utf-8"))[key]:
                found += [*item.get("condition", ()), *item["steps"]]
    return found


@cache
def source() -> str:
    """All Python of the application."""
    return "\n".join(path.read_text(encoding="utf-8") for path in PYTHON)


def units(text: str) -> int:
    """The length in the alphabet the text is sent in: septets of GSM-7, or UCS-2 code units."""
    if segments(text).encoding == "GSM-7":
        return sum(2 if character in EXTENSION else 1 for character in text)
    return len(text.encode("utf-16-le")) // 2


def names_in(text: str, start: str) -> set[str]:
    """All names in the text that begin so; a name that is only the beginning of one is left out."""
    return {name for name in re.findall(rf"\b{start}[a-z0-9_]+", text) if not name.endswith("_")}


@cache
def registered_actions() -> set[str]:
    """The actions that the action server offers."""
    executor = ActionExecutor()
    executor.register_package("actions")
    assert all(isinstance(action.__self__, Action) for action in executor.actions.values())
    return set(executor.actions)


def test_every_intent_has_a_rule_and_every_rule_an_intent() -> None:
    ruled = {step["intent"] for step in steps() if "intent" in step}
    assert ruled == domain()["intents"] | BUILT_IN_INTENTS


def test_every_intent_has_examples() -> None:
    taught = {
        block["intent"]
        for path in (ROOT / "data" / "nlu").rglob("*.yml")
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
    }
    assert taught == domain()["intents"]


def test_the_declared_actions_are_those_that_the_action_server_offers() -> None:
    assert domain()["actions"] == registered_actions()


def test_every_action_is_used() -> None:
    ruled = {step["action"] for step in steps() if "action" in step}
    asked = {f"action_ask_{slot}" for slot in domain()["slots"]}
    validated = {f"validate_{form}" for form in domain()["forms"]}
    called = set(re.findall(r'FollowupAction\("(\w+)"\)', source()))
    assert domain()["actions"] - ruled - asked - validated - called == set()
    assert ruled | called <= domain()["actions"] | domain()["forms"] | {"action_listen"}


def test_every_slot_is_used_and_every_used_slot_is_declared() -> None:
    actions = "\n".join(path.read_text("utf-8") for path in (ROOT / "actions").glob("*.py"))
    mentioned = {slot for slot in domain()["slots"] if f'"{slot}"' in actions}
    assert domain()["slots"] - mentioned == set()
    used = set(re.findall(r'(?:SlotSet|turn\.slot|get_slot)\(\s*"(\w+)"', actions))
    assert used - domain()["slots"] == {"requested_slot"}


def test_every_form_is_ended_by_a_rule() -> None:
    assert {step["active_loop"] for step in steps() if step.get("active_loop")} == domain()["forms"]


def test_every_response_is_said_and_everything_said_is_a_response() -> None:
    said = names_in(source(), "utter_") | {
        step["action"] for step in steps() if str(step.get("action")).startswith("utter_")
    }
    composed = set(re.findall(r'f"(utter_[a-z_]+_)\{', source()))
    silent = {
        name
        for name in responses()
        if name not in said
        and not name.startswith(LOOKED_UP)
        and not any(name.startswith(prefix) for prefix in composed)
    }
    assert silent == set()
    assert said - set(responses()) == {"utter_action", "utter_message"}  # words of Rasa's own


@pytest.mark.parametrize("name", sorted(responses()))
def test_a_response_is_whole_in_both_languages(name: str) -> None:
    for channel in {variant.get("channel") for variant in responses()[name]}:
        variants = [one for one in responses()[name] if one.get("channel") == channel]
        assert [variant_language(one) for one in variants] == list(LANGUAGES)
        holes = [
            {hole for _, hole, *_ in Formatter().parse(one["text"]) if hole} for one in variants
        ]
        assert holes[0] == holes[1]


@pytest.mark.parametrize("name", sorted(responses()))
def test_a_response_fits_a_text_and_says_nothing_it_must_not(name: str) -> None:
    for variant in responses()[name]:
        holes = {hole for _, hole, *_ in Formatter().parse(variant["text"]) if hole}
        filled = variant["text"].format(
            **{hole: LONGEST_VALUES.get(hole, "12,345") for hole in holes}
        )
        if variant.get("channel") != "voice":
            assert units(filled) <= LONGEST
        assert set(slips(filled)) <= REQUIRED_BY_LAW.get(name, set())
        if not name.startswith(CREDIT_ANSWER):
            assert not CREDIT.search(filled)


def test_words_people_hear_stand_in_no_action() -> None:
    # What an action says it says by a response's name; a sentence in quotes would be a slip.
    sentence = re.compile(r'say(?:_text|_freshly)?\(\s*f?"(?!utter_)')
    slips = [
        path.name for path in (ROOT / "actions").glob("*.py") if sentence.search(path.read_text())
    ]
    assert slips == []
