"""Checks again whenever a file of the project has changed, until Ctrl-C.

Twice a second it looks which files there are, when they were written and how long they are. That needs no
other package, works on every system and in every container, and takes a tenth of a core at most.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from asyncproof.check.reading.files import Found, find_files
from asyncproof.check.settings.home import root_of
from asyncproof.cli.checking.printing import show
from asyncproof.cli.checking.running import check
from asyncproof.cli.exit_code import ExitCode
from asyncproof.core import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rich.console import Console

_SECONDS = 0.5
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"
_SETTINGS = frozenset(
    (
        "pyproject.toml",
        "ruff.toml",
        ".ruff.toml",
        "pytest.ini",
        ".pytest.ini",
        "pytest.toml",
        "tox.ini",
        "setup.cfg",
    )
)
State = dict[str, tuple[int, int]]
"""When each file was written and how long it is."""


def watch(
    paths: Sequence[Path],
    args: argparse.Namespace,
    console: Console,
    wait: Callable[[float], None] = lambda spent: time.sleep(max(_SECONDS, 9 * spent)),
) -> int:
    """Check, wait for a change, and check again.

    *wait* returns when it is time to look again; it is told how many seconds the last look has taken.
    """
    begun = False
    try:
        while True:
            before = look(paths)
            _begin(console, again=begun)
            try:
                _check(paths, args, console)
            except UsageError as error:
                if not begun:
                    raise
                print(f"asyncproof: {error.message}", file=console.file)  # settings that somebody is writing
            console.file.flush()
            begun = True
            _wait_for_change(paths, before, wait)
    except KeyboardInterrupt:
        return ExitCode.OK  # it is how this ends


def look(paths: Sequence[Path]) -> State:
    """Return how the files of some paths and of their projects are now; a path may be gone for a moment."""
    there = [path for path in paths if path.exists()]
    roots = {root_of(path) for path in there}
    found = [one.path for one in find_files([*there, *roots]) if isinstance(one, Found)]
    for root in roots:
        for folder in (root, *root.parents):
            found += [str(folder / name) for name in _SETTINGS]
    return {path: state for path in found if (state := _state(path)) is not None}


def _wait_for_change(paths: Sequence[Path], before: State, wait: Callable[[float], None]) -> None:
    spent = 0.0
    while True:
        wait(spent)
        began = time.perf_counter()
        if look(paths) != before:
            return
        spent = time.perf_counter() - began


def _check(paths: Sequence[Path], args: argparse.Namespace, console: Console) -> None:
    result = check(list(paths), args)
    show(result, args, console)
    if result.interrupted:
        raise KeyboardInterrupt


def _begin(console: Console, *, again: bool) -> None:
    """Begin a check: on a clean screen, or behind a line where there is none."""
    if console.file.isatty():
        console.file.write(_CLEAR)
    elif again:
        console.file.write(f"{'-' * 40} again, as a file has changed\n")


def _state(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - for thousands of files
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
