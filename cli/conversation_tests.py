"""`plainbill test-conversations`: plays written conversations through the whole running system."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from cli.conversation_files import WrittenConversation, read_conversations
from cli.stage import NoAnswer, Stage
from cli.system import running_system


@contextmanager
def open_stage(folder: Path) -> Iterator[Stage]:
    """A stage on a system of its own, which keeps its state in a folder. Raises FailedStart."""
    with running_system(folder) as system:
        stage = Stage(system)
        try:
            yield stage
        finally:
            stage.close()


def play(stage: Stage, conversation: WrittenConversation) -> str:
    """Play a conversation; what went wrong with its transcript, or nothing.

    Raises LookupError for a person who is nobody of the demonstration.
    """
    stage.begin(conversation.person)
    transcript: list[str] = []
    wrong = False
    for turn in conversation.turns:
        transcript.append(f"> {turn.patient}")
        try:
            replies = stage.say(turn.patient, turn.media)
        except NoAnswer as problem:
            return "\n".join([*transcript, f"  !! {problem}"])
        transcript += [f"  {line}" for reply in replies for line in reply.splitlines()]
        problems = turn.problems("\n".join(replies))
        transcript += [f"  !! {problem}" for problem in problems]
        wrong = wrong or bool(problems)
    problems = _in_the_store(stage, conversation)
    return "\n".join([*transcript, *problems]) if wrong or problems else ""


def _in_the_store(stage: Stage, conversation: WrittenConversation) -> list[str]:
    wanted = conversation.afterwards.model_dump(exclude_none=True)
    found = stage.afterwards().model_dump()
    return [
        f"!! afterwards {name} is {found[name]}, not {value}"
        for name, value in wanted.items()
        if found[name] != value
    ]


def play_folder(folder: Path) -> int:
    """Play all conversations of a folder and say how each went; the exit status."""
    files = sorted(folder.glob("*.yml"))
    written = [(file.stem, one) for file in files for one in read_conversations(file)]
    failed = 0
    with tempfile.TemporaryDirectory() as state, open_stage(Path(state)) as stage:
        for stem, conversation in written:
            problem = play(stage, conversation)
            failed += bool(problem)
            typer.echo(f"{'FAILED' if problem else 'ok    '} {stem}: {conversation.name}")
            if problem:
                typer.echo(problem)
    typer.echo(f"{len(written) - failed} of {len(written)} conversations went as written.")
    return 1 if failed or not written else 0
