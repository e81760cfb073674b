"""Calls on this machine: the phones at both ends are played, by Twilio's own protocol.

Each phone takes calls as `CarrierPhone` says; whoever answers presses their key where one is
gathered. Every webhook is signed and sent as Twilio sends it.
"""

from __future__ import annotations

import logging
import threading
import time
from xml.etree import ElementTree as ET

import httpx

from telephony.carrier.legs import Leg, Wire, new_leg, phone_of
from telephony.signatures import Form

logger = logging.getLogger(__name__)
ENDS_AT_ONCE = ("busy", "no-answer", "failed")
LONGEST_TALK = 3.0  # seconds that two people speak, on this machine
RINGS = 0.05
LOOKS = 0.05
MOST_DOCUMENTS = 20


class Player:
    """Plays each call in a thread of its own."""

    def __init__(self) -> None:
        self._threads: list[threading.Thread] = []

    @property
    def idle(self) -> bool:
        """Whether every call is over."""
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        return not self._threads

    def play(self, sid: str, form: Form) -> None:
        """Place a call in the background."""
        thread = threading.Thread(target=_safely, args=(sid, form), daemon=True)
        self._threads.append(thread)
        thread.start()


player = Player()


def _safely(sid: str, form: Form) -> None:
    try:
        with Wire() as wire:
            _place(wire, sid, form)
    except (httpx.HTTPError, ET.ParseError, LookupError) as problem:
        logger.error("A call on this machine broke off: %s", type(problem).__name__)


def _place(wire: Wire, sid: str, form: Form) -> None:
    leg = Leg(sid, form.get("To"), form.get("From"), "outbound-api")
    answers = phone_of(leg.to).answers
    if answers in ENDS_AT_ONCE:
        leg.ends(answers)
    else:
        leg.is_now("ringing")
        time.sleep(RINGS)
        leg.is_now("in-progress")
        _hear(wire, leg, form.get("Twiml") or wire.ask(form.get("Url"), leg))
        leg.ends("completed")
    wire.report(form.get("StatusCallback"), leg, {"CallStatus": leg.status()})


def _hear(wire: Wire, leg: Leg, document: str) -> None:
    """Follow documents until one has nothing more to do."""
    for _ in range(MOST_DOCUMENTS):
        following = _follow(wire, leg, ET.fromstring(document))
        if following is None:
            return
        document = following


def _follow(wire: Wire, leg: Leg, document: ET.Element) -> str | None:
    for verb in document:
        if verb.tag == "Say":
            leg.hears(verb.text or "")
        elif verb.tag == "Gather":
            for said in verb.iter("Say"):
                leg.hears(said.text or "")
            pressed = phone_of(leg.to).presses[:1]
            if pressed or verb.attrib.get("actionOnEmptyResult") == "true":
                return wire.ask(verb.attrib["action"], leg, {"Digits": pressed} if pressed else {})
        elif verb.tag == "Dial":
            return _dial(wire, leg, verb)
        elif verb.tag == "Hangup":
            return None
    return None


def _dial(wire: Wire, leg: Leg, dial: ET.Element) -> str | None:
    child, status = leg, "failed"
    for number in dial.iter("Number"):
        child = new_leg(leg, (number.text or "").strip(), dial.attrib.get("callerId", leg.caller))
        status = _ring(wire, child, number)
    fields = {"DialCallStatus": status, "DialCallSid": child.sid}
    return wire.ask(dial.attrib["action"], leg, fields) if "action" in dial.attrib else None


def _ring(wire: Wire, child: Leg, number: ET.Element) -> str:
    phone, told = phone_of(child.to), number.attrib.get("statusCallback", "")
    for status in ("initiated", "ringing"):
        wire.report(told, child, {"CallStatus": status})
    if phone.answers in ENDS_AT_ONCE:
        child.ends(phone.answers)
        wire.report(told, child, {"CallStatus": phone.answers})
        return phone.answers
    child.is_now("in-progress")
    wire.report(told, child, {"CallStatus": "in-progress"})
    if "machineDetection" in number.attrib:
        heard = "machine_end_beep" if phone.answers == "machine" else "human"
        wire.report(number.attrib.get("amdStatusCallback", ""), child, {"AnsweredBy": heard})
    replaced = child.speaks(LONGEST_TALK, LOOKS)
    if replaced:
        _hear(wire, child, replaced)
    child.ends("completed")
    wire.report(told, child, {"CallStatus": "completed"})
    return "completed"
