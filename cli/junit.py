"""The report that CI systems read: JUnit's XML, one case a conversation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

_NOT_IN_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Played:
    """How a conversation went: `problem` is empty when it went as written."""

    file: str
    name: str
    problem: str
    seconds: float


def junit_xml(played: Sequence[Played]) -> bytes:
    """The report, in UTF-8: a suite of all, a `failure` with the transcript where one failed."""
    suite = ET.Element(
        "testsuite",
        name="conversations",
        tests=str(len(played)),
        failures=str(sum(bool(one.problem) for one in played)),
        errors="0",
        time=f"{sum(one.seconds for one in played):.3f}",
    )
    for one in played:
        case = ET.SubElement(
            suite, "testcase", classname=one.file, name=one.name, time=f"{one.seconds:.3f}"
        )
        if one.problem:
            first = next(line for line in one.problem.splitlines() if "!!" in line)
            failure = ET.SubElement(case, "failure", message=_plain(first.strip(" !")))
            failure.text = _plain(one.problem)
    suites = ET.Element("testsuites")
    suites.append(suite)
    written: bytes = ET.tostring(suites, encoding="utf-8", xml_declaration=True)
    return written


def _plain(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)
