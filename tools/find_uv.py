"""Find uv, or put it into `.tools/` of the project. Any Python from 3.8, standard library alone."""

import hashlib
import json
import platform
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
LOG = TOOLS / "setup.log"
UV_VERSION = "0.13.9"  # reads the revision in which both lock files are written
OLDEST_UV = (0, 9)


class SetupError(Exception):
    """What went wrong and what to do, in one sentence."""


def uv_program():
    """A uv that runs: from the PATH, from an earlier run, or newly installed into .tools."""
    return find_uv() or install_uv()


def find_uv():
    """The uv on the PATH or in .tools that runs and is new enough; None where there is none."""
    for candidate in (shutil.which("uv"), TOOLS / "bin" / "uv", TOOLS / "lib" / "bin" / "uv"):
        version = candidate and version_of(str(candidate))
        if version and version >= OLDEST_UV:
            return str(candidate)
    return None


def version_of(candidate):
    """(major, minor) of a uv; None when it doesn't run (a pyenv shim without uv, say)."""
    try:
        answer = subprocess.run(
            [candidate, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
        )
        return tuple(int(part) for part in answer.stdout.split()[1].split(b".")[:2])
    except (OSError, subprocess.CalledProcessError, IndexError, ValueError):
        return None


def install_uv():
    """The first of three ways that works: venv and pip, pip alone, PyPI's own file."""
    print("Installing uv into .tools ...", flush=True)
    for attempt in (with_venv, with_pip, from_pypi):
        try:
            attempt()
        except (OSError, subprocess.CalledProcessError, StopIteration, ValueError) as problem:
            note(f"{attempt.__name__}: {problem!r}\n")
        found = find_uv()
        if found:
            return found
    raise SetupError(
        f"uv could not be installed (details: {LOG.relative_to(ROOT)}): is there a network that "
        "reaches pypi.org? Or install uv yourself and run this again."
    )


def with_venv():
    """A virtual environment in .tools (needs Debian's python3-venv, or any other Python)."""
    run([sys.executable, "-m", "venv", str(TOOLS)])
    run([str(TOOLS / "bin" / "python"), *PIP_INSTALL, "uv==" + UV_VERSION])


def with_pip():
    """pip of this Python, into .tools alone."""
    run([sys.executable, *PIP_INSTALL, "--target", str(TOOLS / "lib"), "uv==" + UV_VERSION])


PIP_INSTALL = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")


def from_pypi():
    """No pip at all: the wheel for this machine, its digest checked, uv taken out of it."""
    wheel = next(file for file in pypi_files() if fits(file["filename"]))
    with urllib.request.urlopen(wheel["url"], timeout=300) as answer:
        content = answer.read()
    if hashlib.sha256(content).hexdigest() != wheel["hashes"]["sha256"]:
        raise ValueError("the downloaded uv is damaged")
    with tempfile.TemporaryFile() as file:
        file.write(content)
        archive = zipfile.ZipFile(file)
        inside = next(name for name in archive.namelist() if name.endswith("/scripts/uv"))
        program = archive.read(inside)
    target = TOOLS / "bin" / "uv"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(program)
    target.chmod(0o755)


def pypi_files():
    """PyPI's list of the files of uv."""
    kind = "application/vnd.pypi.simple.v1+json"
    request = urllib.request.Request("https://pypi.org/simple/uv/", headers={"Accept": kind})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["files"]


def fits(filename):
    """Whether a wheel of uv is for this machine."""
    system = "manylinux" if sys.platform == "linux" else "macosx"
    start = f"uv-{UV_VERSION}-py3-none-{system}"
    return filename.startswith(start) and filename.endswith(platform.machine() + ".whl")


def run(command, **options):
    """Run a command, its output into the set-up log. Raises CalledProcessError."""
    note("\n$ " + " ".join(command) + "\n")
    with LOG.open("ab") as log:
        subprocess.run(command, stdout=log, stderr=log, check=True, **options)


def note(text):
    """Add to the set-up log."""
    TOOLS.mkdir(exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(text)
