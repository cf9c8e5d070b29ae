"""Run a shown terminal session for real, beside the files that the page shows."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.docs.matching import describe_difference
from tests.neighbours import without_slow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROMPT = "$ "
COMMANDS = {"pytest": ["-m", "pytest"], "asyncproof": ["-m", "asyncproof"], "python": []}
QUIET = "-p no:cacheprovider -o asyncio_default_fixture_loop_scope=function"
PATIENCE = 60.0


def split_session(body: str) -> Iterator[tuple[str, str]]:
    """Cut a session into commands and what each shows."""
    command, shown = None, list[str]()
    for line in body.splitlines():
        if line.startswith(PROMPT):
            if command is not None:
                yield command, "\n".join(shown)
            command, shown = line.removeprefix(PROMPT), []
        elif command is not None:
            shown.append(line)
    if command is not None:
        yield command, "\n".join(shown)


def run_command(command: str, home: Path) -> str:
    """Run one shown command in the directory and return what it prints."""
    program, *arguments = shlex.split(command, comments=True)
    if program not in COMMANDS:
        allowed = ", ".join(COMMANDS)
        return f"(cannot run {program!r} here: a console block shows {allowed}; write a `sh` block instead)"
    environment = dict(os.environ, COLUMNS="100", NO_COLOR="1", PYTHONHASHSEED="0", TERM="dumb")
    files = (path.read_text("utf-8") for path in home.rglob("*.py"))
    environment["PYTEST_ADDOPTS"] = " ".join((QUIET, *without_slow(command, *files)))
    environment.pop("PYTEST_CURRENT_TEST", None)
    done = subprocess.run(
        [sys.executable, *COMMANDS[program], *arguments],
        cwd=home,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return done.stdout


def check_session(body: str, files: Mapping[str, str]) -> str | None:
    """Run the session beside the files; say what differs from what is shown, or nothing."""
    if not body.startswith(PROMPT):
        return f"A console block starts with a command: a line that begins with {PROMPT!r}"
    with tempfile.TemporaryDirectory(prefix="asyncproof-docs-") as directory:
        home = Path(directory).resolve()
        for name, text in files.items():
            path = home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        for command, shown in split_session(body):
            difference = describe_difference(shown, run_command(command, home), home=str(home))
            if difference is not None:
                return f"$ {command}\n{difference}"
    return None
