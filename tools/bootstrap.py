"""Make the environments a target needs: `bootstrap.py app[:group,...] bot[:group,...]`.

Runs on any Python from 3.8 with its standard library alone. uv installs what the lock files say;
a stamp in each environment says what it was made from, so that a second run does nothing. Every
failure ends in one sentence and exit status 1.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile

if sys.version_info < (3, 8):
    sys.exit("Python 3.8 or newer is needed to begin; this one is " + sys.version.split()[0] + ".")

from find_uv import LOG, ROOT, TOOLS, SetupError, run, uv_program

PROJECTS = {"app": ROOT, "bot": ROOT / "bot"}
WHAT = {
    "app": "the application's environment (once; about 10 seconds)",
    "bot": "Rasa's environment (once; 2.6 GB, up to a minute)",
}
CAUSES = (
    (("No space left",), "The disk is full: both environments need 3.5 GB."),
    (("Permission denied", "Read-only file system"), "A folder can't be written to."),
    (("No interpreter found", "python-build-standalone"), "Python 3.12 and 3.10 are needed."),
    (("supported environments", "compatible with the lockfile"), "Rasa needs Linux on x86_64."),
    (("dns error", "Failed to fetch", "Could not connect", "timed out"), "No network, it seems."),
)


def main(wanted):
    """Bring every wanted environment up to its lock file; the exit status."""
    try:
        for argument in wanted:
            name, _, groups = argument.partition(":")
            ensure(name, {group for group in groups.split(",") if group})
    except SetupError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run it again: it continues where it was.", file=sys.stderr)
        return 130
    return 0


def ensure(name, groups):
    """Install an environment unless its stamp says that nothing changed since."""
    folder = PROJECTS[name]
    stamp = folder / ".venv" / "plainbill-stamp.json"
    digest, done = digest_of(folder), read_stamp(stamp)
    whole = done.get("digest") == digest and (folder / ".venv" / "bin" / "python").exists()
    if whole and groups <= set(done["groups"]):
        return
    groups = groups | set(done.get("groups", ()))
    check_folder()
    uv = uv_program()
    print("Installing " + WHAT[name] + " ...", flush=True)
    sync(uv, folder, sorted(groups))
    stamp.write_text(json.dumps({"digest": digest, "groups": sorted(groups)}))


def digest_of(folder):
    """What an environment is made from, as one hash."""
    found = hashlib.sha256()
    for file in ("pyproject.toml", "uv.lock", ".python-version"):
        found.update((folder / file).read_bytes())
    return found.hexdigest()


def read_stamp(stamp):
    """What an earlier run installed; empty where there was none."""
    try:
        return json.loads(stamp.read_text())
    except (OSError, ValueError):
        return {}


def check_folder():
    """Raise SetupError unless this folder can be written to."""
    try:
        TOOLS.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=str(TOOLS)):
            pass
    except OSError as problem:
        raise SetupError(
            f"{ROOT} can't be written to ({problem.strerror}): clone the project into a folder "
            "of your own."
        ) from problem


def sync(uv, folder, groups):
    """Install what the lock file says; packages of other groups stay."""
    command = [uv, "sync", "--frozen", "--inexact", "--no-default-groups"]
    for group in groups:
        command += ["--group", group]
    keep = {k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "PYENV_VERSION")}
    keep["UV_PROJECT_ENVIRONMENT"] = str(folder / ".venv")
    try:
        run(command, cwd=str(folder), env=keep)
    except (OSError, subprocess.CalledProcessError) as problem:
        raise SetupError(f"{cause()} Details: {LOG.relative_to(ROOT)}") from problem


def cause():
    """The likeliest cause of a failed installation, read from the log's end."""
    written = LOG.read_text(errors="replace")
    last = written[written.rfind("\n$ ") :]
    for signs, sentence in CAUSES:
        if any(sign in last for sign in signs):
            return sentence
    return "The packages could not be installed."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
