"""Twilio's own description of its API (OpenAPI), as the tests ask it."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from tests.contracts import TWILIO

ACCOUNT = "/2010-04-01/Accounts/{AccountSid}"
FORM = "application/x-www-form-urlencoded"


@cache
def _description() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(TWILIO.read_text("utf-8"))
    return read


def operation(path: str) -> str:
    """The path of an operation with its parameters named, for an address of it."""
    for known in _description()["paths"]:
        if re.fullmatch(re.sub(r"\{\w+\}", r"[^/]+", known), path):
            return str(known)
    raise AssertionError(f"Twilio describes no {path}")


def field_names(path: str, method: str) -> set[str]:
    """Every name that an operation takes, in its form or its query."""
    found = _description()["paths"][path][method]
    form = found.get("requestBody", {}).get("content", {}).get(FORM, {}).get("schema", {})
    query = {one["name"] for one in found.get("parameters", ()) if one["in"] == "query"}
    return set(form.get("properties", {})) | query


def required_fields(path: str) -> list[str]:
    """The names that creating something can't do without."""
    content = _description()["paths"][path]["post"]["requestBody"]["content"]
    return list(content[FORM]["schema"].get("required", ()))


def success(path: str, method: str) -> int:
    """The status of success."""
    return int(next(iter(_description()["paths"][path][method]["responses"])))


def properties(resource: str) -> dict[str, Any]:
    """The properties of a resource: `message`, `call`."""
    found: dict[str, Any] = _description()["components"]["schemas"][f"api.v2010.account.{resource}"]
    return dict(found["properties"])


def fault(value: object, schema: dict[str, Any]) -> str | None:
    """What is wrong with a value, by its schema; None when nothing is."""
    if value is None:
        return None if schema.get("nullable") else "null"
    if schema.get("type") == "string" and not isinstance(value, str):
        return "no string"
    if "pattern" in schema and not re.fullmatch(schema["pattern"], str(value)):
        return f"not like {schema['pattern']}"
    allowed = _enumeration(schema)
    return f"not one of {allowed}" if allowed and value not in allowed else None


def _enumeration(schema: dict[str, Any]) -> list[str]:
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    return list(_description()["components"]["schemas"].get(name, schema).get("enum", ()))
