"""`plainbill test-conversations`: plays written conversations through the whole running system."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import typer

from cli.conversation_files import (
    Turn,
    UnreadableConversations,
    WrittenConversation,
    read_conversations,
)
from cli.junit import Played, junit_xml
from cli.stage import NoAnswer, Stage
from cli.system import running_system

ACCOUNTS = "accounts.csv"


@contextmanager
def open_stage(folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Stage]:
    """A stage on a system of its own, which keeps its state in a folder. Raises FailedStart."""
    with running_system(folder, environment=environment) as system:
        stage = Stage(system)
        try:
            yield stage
        finally:
            stage.close()


def play(stage: Stage, conversation: WrittenConversation) -> str:
    """Play a conversation; what went wrong with its transcript, or nothing.

    Raises LookupError for a person without an account.
    """
    stage.begin(conversation.person)
    transcript: list[str] = []
    wrong = False
    for turn in conversation.turns:
        transcript.append(turn.shown)
        try:
            replies = take_turn(stage, turn)
        except NoAnswer as problem:
            return "\n".join([*transcript, f"  !! {problem}"])
        transcript += [f"  {line}" for reply in replies for line in reply.splitlines()]
        problems = turn.problems("\n".join(replies))
        transcript += [f"  !! {problem}" for problem in problems]
        wrong = wrong or bool(problems)
    problems = _in_the_store(stage, conversation)
    return "\n".join([*transcript, *problems]) if wrong or problems else ""


def take_turn(stage: Stage, turn: Turn) -> list[str]:
    """Let the person text or staff act; what the phone receives. Raises NoAnswer."""
    if turn.hours_later:
        stage.let_pass(turn.hours_later)
    if turn.staff is not None:
        stage.let_staff(turn.staff)
        return stage.receive()
    return stage.say(turn.patient or "", turn.media)


def _in_the_store(stage: Stage, conversation: WrittenConversation) -> list[str]:
    wanted = conversation.afterwards.model_dump(exclude_none=True)
    found = stage.afterwards().model_dump()
    return [
        f"!! afterwards {name} is {found[name]}, not {value}"
        for name, value in wanted.items()
        if found[name] != value
    ]


def read_folder(folder: Path) -> list[tuple[str, WrittenConversation]]:
    """Every conversation of a folder's files (*.yml, *.yaml) with its file's stem.

    Raises UnreadableConversations with the mistakes of all files, or when there is nothing.
    """
    files = sorted(path for path in folder.glob("*.y*ml") if path.suffix in (".yml", ".yaml"))
    written: list[tuple[str, WrittenConversation]] = []
    mistakes: list[str] = []
    for file in files:
        try:
            written += [(file.stem, one) for one in read_conversations(file)]
        except UnreadableConversations as problem:
            mistakes.append(str(problem))
    if not written and not mistakes:
        mistakes = [f"{folder}: no conversations there (*.yml, *.yaml)"]
    if mistakes:
        raise UnreadableConversations("\n".join(mistakes))
    return written


def play_folder(folder: Path, junit: Path | None = None) -> int:
    """Play all conversations of a folder and say how each went; the exit status.

    Accounts and remittances in the folder (accounts.csv, *.835) are imported first.
    0: all went as written. 1: one did not. 2: a file can't be read, and nothing was played.
    """
    try:
        written = read_folder(folder)
    except UnreadableConversations as problem:
        typer.echo(str(problem), err=True)
        return 2
    with tempfile.TemporaryDirectory() as state, open_stage(Path(state)) as stage:
        if not _accounts_taken(stage, folder):
            return 2
        played = [_play_one(stage, stem, conversation) for stem, conversation in written]
    if junit is not None:
        junit.write_bytes(junit_xml(played))
    failed = sum(bool(one.problem) for one in played)
    typer.echo(f"{len(played) - failed} of {len(played)} conversations went as written.")
    return 1 if failed else 0


def _accounts_taken(stage: Stage, folder: Path) -> bool:
    if not (folder / ACCOUNTS).is_file():
        return True
    problems = stage.take(folder).problems
    for problem in problems:
        typer.echo(str(problem), err=True)
    # A claim that is held is a fair thing to talk about; an account that isn't there is not.
    return all(problem.notice or problem.file != ACCOUNTS for problem in problems)


def _play_one(stage: Stage, stem: str, conversation: WrittenConversation) -> Played:
    begun = time.monotonic()
    try:
        problem = play(stage, conversation)
    except LookupError as error:
        problem = f"!! {error.args[0]}"
    typer.echo(f"{'FAILED' if problem else 'ok    '} {stem}: {conversation.name}")
    if problem:
        typer.echo(problem)
    return Played(stem, conversation.name, problem, time.monotonic() - begun)
