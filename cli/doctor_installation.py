"""What is installed: both environments, the model, the policy file, the words."""

from __future__ import annotations

import platform
import subprocess
from importlib.metadata import version

from cli.environment import ROOT
from cli.findings import Finding, note, ok, wrong
from cli.system import BOT_PYTHON

BOT_VERSIONS = (
    "import platform; from importlib.metadata import version;"
    "print(platform.python_version(), version('rasa'), version('spacy'))"
)
BOT_MODEL = "from bot.training import fresh_model as m; print(m().name if m().is_file() else '')"


def application() -> Finding:
    """The environment of everything but Rasa."""
    parts = (f"{name} {version(name)}" for name in ("sqlalchemy", "fastapi", "twilio", "rasa-sdk"))
    return ok("application", f"Python {platform.python_version()}, " + ", ".join(parts))


def rasa() -> Finding:
    """Rasa's own environment."""
    if not BOT_PYTHON.exists():
        return wrong("rasa", "its environment is not installed", "run `make run` or `make setup`")
    python, rasa_version, spacy = ask_bot(BOT_VERSIONS).split()
    return ok("rasa", f"Python {python}, rasa {rasa_version}, spacy {spacy}")


def model() -> Finding:
    """Whether the trained model is that of the present data."""
    name = ask_bot(BOT_MODEL)
    if not name:
        return wrong("model", "no model of the present data", "run `plainbill train`")
    return ok("model", f"{name} is up to date")


def ask_bot(script: str) -> str:
    """What a line of Python prints in Rasa's environment. Raises CalledProcessError."""
    command = [str(BOT_PYTHON), "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip()


def policy() -> Finding:
    """Whether the policy file is there and within its bounds."""
    from pydantic import ValidationError

    from receivables.policy.figures import load_policy
    from receivables.settings import settings

    path = settings().policy_file
    try:
        organisation = load_policy(path).organisation
    except ValidationError as problem:
        fields = "; ".join(
            f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in problem.errors()
        )
        return wrong("policy", f"{path}: {fields}", "correct the figure (docs/policy.md)")
    if not path.exists():
        return note("policy", f"{path} is missing: the defaults are in force", "see docs/policy.md")
    return ok("policy", f"{path.name} speaks for {organisation.name}")


def spanish() -> Finding:
    """The Spanish that no qualified person has reviewed yet (compliance H7)."""
    from receivables.scripts.checks import unreviewed_scripts
    from receivables.wording import responses, variant_language

    unreviewed = [
        name
        for name, variants in responses().items()
        for variant in variants
        if variant_language(variant) == "es"
        and not (variant.get("metadata") or {}).get("reviewed_by")
    ]
    unreviewed += unreviewed_scripts()
    if not unreviewed:
        return ok("spanish", "every Spanish text is reviewed")
    return note(
        "spanish",
        f"{len(unreviewed)} Spanish texts are not reviewed: {shorten(unreviewed)}",
        "have a qualified person read them and write reviewed_by and reviewed_at in the metadata "
        "of each (docs/scripts.md for those of scripts/)",
    )


def scripts() -> Finding:
    """Whether what staff say and ask holds (docs/scripts.md)."""
    from receivables.scripts.checks import check_scripts

    try:
        return ok("scripts", check_scripts())
    except ValueError as problem:
        return wrong("scripts", str(problem), "correct the file (docs/scripts.md)")


def shorten(names: list[str], most: int = 5) -> str:
    """The first few of many names."""
    shown = ", ".join(dict.fromkeys(names[:most]))
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
