"""A copy of the project in a folder of its own, with another configuration and other examples.

Everything measured runs inside the copy, in processes of its own, so that neither models nor caches
of one pipeline help another; both environments are shared by links.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.pipelines.data import Example, as_training_data
from cli.environment import ROOT

PIPELINES = Path(__file__).parent
IN_USE = "in_use"
COPIED = ("actions", "benchmarks", "bot", "cli", "data", "receivables", "telephony", "tests", "web")
FILES = ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml", "policy.toml")
KIBIBYTES = 1024


def names() -> list[str]:
    """The pipelines there are: the one in use, and a file each in this folder."""
    return [IN_USE, *sorted(path.stem for path in PIPELINES.glob("*.yml"))]


def config(name: str, epochs: int | None = None) -> str:
    """The configuration of a pipeline; `epochs` replaces its own, where it has any."""
    path = ROOT / "config.yml" if name == IN_USE else PIPELINES / f"{name}.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    for part in (*content["pipeline"], *content["policies"]):
        if epochs and "epochs" in part:
            part["epochs"] = epochs
    return yaml.safe_dump(content, sort_keys=False)


@dataclass(frozen=True)
class Cost:
    """What a process took: seconds, seconds of processors, and its most memory at once in MiB."""

    seconds: float
    processor_seconds: float
    mebibytes: float


@dataclass(frozen=True)
class Project:
    """The copy."""

    folder: Path

    @property
    def bot_python(self) -> str:
        """Rasa's environment."""
        return str(self.folder / "bot" / ".venv" / "bin" / "python")

    @property
    def python(self) -> str:
        """The application's environment."""
        return str(self.folder / ".venv" / "bin" / "python")

    def run(self, command: Sequence[str], answer: Path | None = None) -> Cost:
        """Runs to the end; what it prints goes to `answer`. Raises CalledProcessError."""
        begun = time.perf_counter()
        log = self.folder / "measured.log"
        with (answer or log).open("wb") as output, log.open("ab") as errors:
            process = subprocess.Popen(command, cwd=self.folder, stdout=output, stderr=errors)
            _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            shown = log.read_text(encoding="utf-8", errors="replace")[-2000:]
            raise subprocess.CalledProcessError(process.returncode, command, stderr=shown)
        spent = used.ru_utime + used.ru_stime
        return Cost(time.perf_counter() - begun, spent, used.ru_maxrss / KIBIBYTES)

    def train(self) -> Cost:
        """Language and dialogue, as `plainbill train` does, with no caches."""
        return self.run([self.bot_python, "-m", "bot.launcher", "train"])

    def train_language(self) -> Cost:
        """Language alone."""
        return self.run([self.bot_python, "-m", "benchmarks.pipelines.train_language"])

    @property
    def model(self) -> Path:
        """The trained model."""
        return next((self.folder / "models").glob("*.tar.gz"))


@contextmanager
def project(name: str, epochs: int | None, examples: Sequence[Example] | None) -> Iterator[Project]:
    """A copy with the pipeline's configuration; `examples` replace its own."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        ignore = shutil.ignore_patterns(".venv", "__pycache__", "pictures")
        for part in COPIED:
            shutil.copytree(ROOT / part, folder / part, ignore=ignore)
        for part in FILES:
            shutil.copy(ROOT / part, folder / part)
        for environment in (".venv", "bot/.venv"):
            (folder / environment).symlink_to(ROOT / environment)
        (folder / "models").mkdir()
        (folder / "config.yml").write_text(config(name, epochs), encoding="utf-8")
        if examples is not None:
            shutil.rmtree(folder / "data" / "nlu")
            (folder / "data" / "nlu").mkdir()
            written = folder / "data" / "nlu" / "smalltalk.yml"
            written.write_text(as_training_data(examples), encoding="utf-8")
        yield Project(folder)
