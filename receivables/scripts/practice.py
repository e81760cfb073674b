"""The scenarios of practice calls (`data/scripts/practice/<id>.yml`): people of the demonstration
who answer by what a collector's line does."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from receivables.domain.call_dispositions import CallDisposition
from receivables.domain.objections import Objection
from receivables.domain.practice import Move
from receivables.scripts.wordings import SCRIPTS, Kept, Part
from receivables.yaml_files import read_yaml

FOLDER = SCRIPTS / "practice"


class Reaction(Part):
    """What the person says to a line that does one of these moves, and where they stand then.

    `verifies`: they proved who they are. `stops`: from here on nothing of money may be said.
    `objection`: what it is, for the collector's screen.
    """

    hears: tuple[Move, ...] = Field(min_length=1)
    line: str = Field(min_length=1)
    to: str
    objection: Objection | None = None
    verifies: bool = False
    stops: bool = False


class ScenarioState(Part):
    """Where the person stands: reactions in order, and what they say to anything else."""

    line: str = ""
    reacts: tuple[Reaction, ...] = ()
    other: str = Field(default="", alias="else")
    ends: Literal["good", "poor"] | None = None

    @model_validator(mode="after")
    def _goes_on_or_ends(self) -> ScenarioState:
        if self.ends is None and not (self.reacts and self.other):
            raise ValueError("a state that ends nothing needs reactions and an else")
        return self


class Scenario(Kept):
    """One practice call. `person` is the name of somebody in the demonstration, whose account it
    is about; `endings` are those that fit it (domain.call_dispositions)."""

    id: str = Field(pattern=r"^[a-z_]+$")
    title: str = Field(min_length=1)
    brief: str = Field(min_length=1)
    language: Literal["en", "es"]
    debt_collector: bool = False
    right_party: bool = True
    person: str = Field(min_length=1)
    endings: tuple[CallDisposition, ...] = Field(min_length=1)
    start: str
    anywhere: tuple[Reaction, ...] = ()
    states: Mapping[str, ScenarioState]

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Scenario:
        reactions = [
            *self.anywhere,
            *(one for state in self.states.values() for one in state.reacts),
        ]
        unknown = {self.start, *(one.to for one in reactions)} - self.states.keys()
        if unknown:
            raise ValueError(f"no such state: {', '.join(sorted(unknown))}")
        if not any(state.ends == "good" for state in self.states.values()):
            raise ValueError("the call can't end well")
        if not self.right_party and any(one.verifies for one in reactions):
            raise ValueError("only the right party can prove who they are")
        return self


@cache
def scenarios(folder: Path = FOLDER) -> dict[str, Scenario]:
    """All scenarios by id. Raises ValueError (a pydantic one names the field)."""
    found = {}
    for path in sorted(folder.glob("*.yml")):
        scenario = Scenario.model_validate(read_yaml(path))
        if scenario.id != path.stem:
            raise ValueError(f"{path.name} holds the scenario {scenario.id}")
        found[scenario.id] = scenario
    return found
