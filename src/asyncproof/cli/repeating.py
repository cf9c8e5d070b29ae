"""Gives the answer of a check again, before anything is imported that would find it out anew.

So this imports next to nothing, and reads a command line only as far as it must.
"""

from __future__ import annotations

import io
import os
import sys

from asyncproof._version import __version__

TYPE_CHECKING = False  # type checkers know this name; importing it from typing would be most of the cost
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TextIO

    from asyncproof.check.cache.answer import Answers

COMMAND = "check"
_SURROUNDINGS = (
    "COLUMNS",
    "FORCE_COLOR",
    "NO_COLOR",
    "TERM",
    "COLORTERM",
    "VIRTUAL_ENV",
    "ASYNCPROOF_CACHE_DIR",
    "GITHUB_WORKSPACE",
    "CI_PROJECT_DIR",
)
"""The variables that change what is found or how it is shown."""


def repeated(words: Sequence[str]) -> int | None:
    """Print what a check with these words has printed, and return its exit code; None if it has to be run."""
    if COMMAND not in words[:1] or "--no-cache" in words:
        return None
    folder = folder_for(words)
    if not os.path.isdir(folder):
        return None
    found = answers(words, folder).find()
    if found is None:
        return None
    accept_every_character()
    code, said = found
    for number, text in said:
        stream = sys.stdout if number == 1 else sys.stderr
        stream.write(text)
        stream.flush()
    return code


def leave(code: int) -> None:
    """End the process at once, unless somebody wants to do something at its end.

    To take down an interpreter that has printed some lines takes as long as to look for the answer.
    """
    import atexit

    waiting: Callable[[], int] = getattr(atexit, "_ncallbacks", lambda: 1)  # elsewhere than in CPython
    if waiting() == 0 and sys.gettrace() is None and sys.getprofile() is None:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def accept_every_character() -> None:
    """Write what a stream has no sign for in another way.

    A terminal without Unicode must not make a command fail over the name of a directory.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def folder_for(words: Sequence[str]) -> str:
    """Return the folder of the cache: what `--cache-dir` names, or one in the project."""
    from asyncproof.check.cache.folder import NAME

    named = os.environ.get("ASYNCPROOF_CACHE_DIR")
    for word, following in zip(words, (*words[1:], ""), strict=True):
        if word == "--cache-dir":
            named = following
        elif word.startswith("--cache-dir="):
            named = word.partition("=")[2]
    return os.path.abspath(named) if named else os.path.join(project_of(words), NAME)


def project_of(words: Sequence[str]) -> str:
    """Return the folder of the project that the first path is in."""
    from asyncproof.check.cache.folder import home_of

    paths = [word for word in words[1:] if word[:1] != "-" and os.path.lexists(word)]
    return home_of(paths[0] if paths else os.curdir)


def answers(words: Sequence[str], folder: str) -> Answers:
    """Return the answers to a command line, given here and shown on these streams."""
    from asyncproof.check.cache.answer import Answers

    streams = [(stream.isatty(), stream.encoding, _width(stream)) for stream in (sys.stdout, sys.stderr)]
    return Answers(folder, (__version__, sys.version, *words, os.getcwd(), streams, *_variables(os.environ)))


def _variables(environ: Mapping[str, str]) -> list[str | None]:
    return [environ.get(name) for name in _SURROUNDINGS]


def _width(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0
