"""The papers say what the code has: every command, setting, figure and capability; no dead link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from pydantic_settings import BaseSettings
from typer.main import get_command

from cli.main import app
from receivables.domain.money import Money
from receivables.policy.figures import Policy
from receivables.policy.safety.kinds import SafetyKind

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAPERS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")]
CODE_FOLDERS = ("actions", "bot", "cli", "receivables", "telephony", "web")
SETTING = re.compile(r"\b(?:PLAINBILL|TWILIO)_[A-Z][A-Z_]*[A-Z]\b|\bREDIS_URL\b")


def sources() -> Iterator[Path]:
    """Every module of ours that runs in production."""
    for folder in CODE_FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            inside = path.relative_to(ROOT).parts
            if ".venv" not in inside and "tests" not in inside:
                yield path


def settings_read() -> set[str]:
    """The names of all settings: typed ones, and those read straight from the environment."""
    names = set()
    for path in sources():
        if path.stem == "settings":
            module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            for kind in vars(module).values():
                if isinstance(kind, type) and issubclass(kind, BaseSettings):
                    prefix = kind.model_config.get("env_prefix", "")
                    names |= {f"{prefix}{field}".upper() for field in kind.model_fields}
        names |= set(SETTING.findall(path.read_text()))
    return names


def command_lines() -> Iterator[str]:
    """`plainbill up`, `plainbill import accounts` ..."""

    def walk(command: Any, path: str) -> Iterator[str]:
        for name, inner in getattr(command, "commands", {}).items():
            if hasattr(inner, "commands"):
                yield from walk(inner, f"{path} {name}")
            elif not inner.hidden:
                yield f"{path} {name}"

    yield from walk(get_command(app), "plainbill")


def test_every_command_is_documented() -> None:
    text = (DOCS / "operations.md").read_text()
    missing = [line for line in command_lines() if f"`{line}" not in text]
    assert missing == []


def test_every_setting_is_documented() -> None:
    text = (DOCS / "operations.md").read_text()
    assert {name for name in settings_read() if f"`{name}`" not in text} == set()


def test_no_setting_is_documented_that_nothing_reads() -> None:
    read = settings_read()
    for path in [ROOT / "Makefile", ROOT / ".ci" / "run", *(ROOT / "tests").rglob("*.py")]:
        read |= set(SETTING.findall(path.read_text()))
    assert set(SETTING.findall((DOCS / "operations.md").read_text())) - read == set()


def figures() -> Iterator[tuple[str, str, Any]]:
    """(part, field, default) of the policy file."""
    for part, field in Policy.model_fields.items():
        kind = field.annotation
        assert isinstance(kind, type)
        assert issubclass(kind, BaseModel)
        for name, figure in kind.model_fields.items():
            yield part, name, figure.get_default(call_default_factory=True)


def test_every_policy_figure_is_documented_with_its_default() -> None:
    text = (DOCS / "policy.md").read_text()
    parts = re.split(r"^## `\[(\w+)\]`.*$", text, flags=re.M)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    missing = []
    for part, name, default in figures():
        shown = f"{default.cents / 100:.2f}" if isinstance(default, Money) else str(default)
        row = rf"^\| `{name}` \| .*{re.escape(shown)}.*\|"
        if isinstance(default, dict):
            row = rf"^\| `{name}` \|"
        if not re.search(row, sections.get(part, ""), flags=re.M):
            missing.append(f"[{part}] {name} = {shown}")
    assert missing == []


def test_the_policy_file_that_ships_names_every_figure() -> None:
    text = (ROOT / "policy.toml").read_text()
    assert [name for _, name, _ in figures() if f"\n{name} = " not in text] == []


def test_every_capability_is_documented() -> None:
    text = (DOCS / "capabilities.md").read_text()
    files = (ROOT / "data").glob("*/*.yml")
    stems = {path.stem for path in files if path.parent.name != "scripts"}
    assert {stem for stem in stems if f"\n## {stem}\n" not in text} == set()


def test_every_kind_of_danger_is_documented_in_the_order_in_which_it_counts() -> None:
    rows = re.findall(r"^\| (\w+) \| \"", (DOCS / "safety.md").read_text(), flags=re.M)
    assert rows == [kind.value for kind in SafetyKind]


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) < 150


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_link_is_dead(paper: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", paper.read_text())
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in local if not target_exists(paper, link)] == []


def target_exists(paper: Path, link: str) -> bool:
    """Whether a relative link leads to a file, and its #anchor to a heading."""
    place, _, anchor = link.partition("#")
    target = (paper.parent / place).resolve() if place else paper
    if not target.exists():
        return False
    return not anchor or anchor in anchors(target)


def anchors(paper: Path) -> set[str]:
    """The anchors that the headings of a paper have on a forge."""
    headings = re.findall(r"^#+ (.+)$", paper.read_text(), flags=re.M)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in plain}


def test_every_path_in_the_compliance_table_exists() -> None:
    text = (DOCS / "compliance.md").read_text()
    paths = re.findall(r"`((?:receivables|telephony|web|actions|cli|tests|data)/[\w./]+)`", text)
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []
