"""Whether somebody else than the person an account is for writes: a spouse, a child, a caregiver.

Whoever says so hears nothing of an account and can't be verified with the other's particulars
(compliance H1), until the person takes the telephone themself. The parent of a minor may ask.
"""

from __future__ import annotations

import re
from typing import Any, Dict, Optional, Text

from bot.grave import GRAVE

_GROWN = (
    r"(?:wife|husband|spouse|mom|mum|mother|mama|dad|father|papa|parents|grandma|grandmother|"
    r"grandpa|grandfather|sister|brother|aunt|uncle|nephew|niece|girlfriend|boyfriend|partner|"
    r"roommate|friend|neighbor|boss|client|esposa|esposo|marido|madre|padre|papas|padres|hermana|"
    r"hermano|suegra|suegro|abuela|abuelo|novia|novio|tia|tio|sobrina|sobrino|nuera|yerno|amiga|"
    r"amigo|vecina|vecino)"
)
_RELATION = rf"(?:{_GROWN}|son|daughter|parent|caregiver|hijo|hija|cuidadora|cuidador)"
_ON_BEHALF = (
    r"(?:calling|texting|writing|asking|here|llamo|escribo|pregunto|hablo) "
    r"(?:for|about|on behalf of|por|de parte de|para) (?:my|mi|mis)"
)
_ASKS = re.compile(
    rf"\b(?:(?:i ?m|i am|this is|soy) (?:[a-z]+ s |his |her |their |my |the |la |el |su )"
    rf"(?:\w+ s )?{_RELATION}|"
    rf"{_ON_BEHALF} {_RELATION}|"
    rf"(?:my|mi) {_RELATION}(?: [a-z]+s?)?(?: s)? ?(?:bill|account)|"
    rf"(?:la )?(?:factura|cuenta) de mi {_RELATION}|"
    r"(?:you|u) (?:tell|talk (?:to|with)|text|share (?:it|this) with) "
    rf"(?:her|him|my {_RELATION}))\b"
)
_WRITES = re.compile(
    r"\b(?:(?:i ?m|i am|this is) (?:\w+ s |\w+s |his |her |their )"
    r"(?:wife|husband|spouse|son|daughter|sister|brother|aunt|uncle|caregiver|niece|nephew|"
    r"girlfriend|boyfriend|partner|roommate|friend|neighbor|nurse)|"
    r"soy (?:la |el |su )(?:esposa|esposo|hija|hijo|hermana|hermano|cuidadora|cuidador|novia|novio|"
    r"sobrina|sobrino|nuera|yerno|amiga|amigo|vecina|vecino)(?: de \w+)?|"
    rf"{_ON_BEHALF} {_GROWN}|"
    rf"(?:power of attorney|poa|guardian(?:ship)?|conservator|poder notarial|tutor(?:a)?) "
    rf"(?:for|of|over|on|de|para|sobre) (?:my|mi|our|the|a|mrs?|ms|la|el|los)\b|"
    rf"(?:i ?m|i am|this is|soy) (?:the |a |an |la |el |una? )?(?:home |live in |home health )?"
    rf"(?:aide|care ?taker|care ?giver|carer|nurse|social worker|case ?worker|case manager|"
    rf"cuidador[a]?|enfermer[oa]|trabajador[a]? social) (?:for|of|de|para|del|with)\b|"
    r"i (?:help|handle|manage|take care of|look after) (?:(?:her|him|them) with )?(?:all )?"
    r"(?:her|his|their) (?:bills|finances|mail|money|paperwork|affairs)|"
    rf"(?:le ayudo|yo le llevo|yo le manejo) (?:a |con )?(?:mi {_GROWN}|"
    r"(?:sus|las) (?:cuentas|facturas|cosas))|"
    rf"(?:help(?:ing)?|take care of|taking care of|ayudo a|cuido a) (?:my|mi) {_GROWN}|"
    r"(?:his|her|their|my \w+ s|my (?:moms|dads|wifes|husbands)) "
    r"(?:birthday|birth ?date|dob|date of birth|d o b)|"
    rf"(?:fecha de nacimiento|cumpleanos) de (?:mi {_GROWN}|ella|el)|"
    r"(?:he|she) (?:was|is) born)\b"
)
# "this is her", "soy yo", "this is dorothy, 2/10/48": the person has the telephone now.
_IN_PERSON = re.compile(
    r"^(?:me|yo)$|\b(?:(?:this is|it ?s|i ?m|i am|soy) (?:me|myself|yo)\b|"
    r"(?:this is|i ?m|i am) (?:him|her|he|she|the patient)(?: (?:now|speaking|here))?(?= \d|$)|"
    r"soy (?:ella|el|(?:el|la) (?:paciente|titular|mism[oa]))(?= \d|$)|"
    rf"(?:my )?{_GROWN} ?(?:is|s) (?:right )?here(?: now| with me)?(?: me)?(?= \d|$)|"
    r"(?:he|she) ?(?:is|s) (?:right )?here(?: now| with me)?(?= \d|$)|esta aqui conmigo\b|"
    r"(?:this is|soy|habla) [a-z]+(?: [a-z]+)? (?:now|here|speaking|ahora|\d))"
)
# Heard whoever says them.
FOR_ANYBODY = GRAVE | {"complaint_service"}
# These say nothing by themselves of what the person wants.
UNTOLD = frozenset(
    {
        "affirm",
        "deceased_patient",
        "nlu_fallback",
        "out_of_scope",
        "provide_identity",
        "wrong_number",
    }
)
SURE = 0.95

WRITES, ASKS = "writes", "asks"


def third_party(words: Text, intent: Dict[Text, Any]) -> Optional[Text]:
    """WRITES when the folded text says that somebody else writes, ASKS when it tells no more than
    that it is about somebody else; None for all others."""
    if _WRITES.search(words) and intent["name"] not in FOR_ANYBODY:
        return WRITES
    untold = intent["name"] in UNTOLD and intent["confidence"] < SURE
    return ASKS if untold and _ASKS.search(words) else None


def in_person(words: Text) -> bool:
    """Whether the folded text says that the person themself writes now."""
    return _IN_PERSON.search(words) is not None
