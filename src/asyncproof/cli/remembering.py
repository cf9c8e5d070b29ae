"""Runs a check, and keeps its answer for the next time that the same is asked."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asyncproof.check.cache.folder import made
from asyncproof.check.cache.own import code as own_code
from asyncproof.check.cache.own import is_recorded, stamp
from asyncproof.check.cache.sealing import NOT, now, tick
from asyncproof.check.cache.witness import Witness
from asyncproof.cli.repeating import answers, folder_for, project_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence
    from typing import TextIO

    from rich.console import Console

    from asyncproof.check.cache.answer import Said
    from asyncproof.check.cache.sealing import Seen

_HARMLESS = frozenset(
    {
        *("all_rules", "baseline", "cache_dir", "color", "command", "exclude", "exit_zero", "extend_select"),
        *("fail_on", "force_exclude", "format", "ignore", "no_cache", "paths", "python", "quiet", "select"),
        "statistics",
    }
)
"""What may be asked for without anything being done but printing: only then the answer is all there is."""


def remembered(
    words: Sequence[str], args: argparse.Namespace, console: Console, run: Callable[[], int]
) -> int:
    """Run, and keep what was printed and all that was looked at."""
    folder = folder_for(words)
    is_new = not Path(folder).is_dir()
    if args.no_cache or _does_more(args) or not made(folder):
        return run()
    start = tick(folder) if is_new else now(folder)
    said: list[tuple[int, str]] = []
    question = answers(words, folder)
    stamp()  # asked for now, so that it is not seen as a part of the run
    with Witness() as witness, _heard(console, said):
        code = run()
    seen = witness.seen(project_of(words))
    seen.pop(folder, None)
    question.keep(code, _joined(said), _with_own(seen), start)
    return code


def _with_own(seen: Seen) -> Seen:
    """Return what was seen, and what our own code is, which is loaded in a form that nobody sees."""
    found = {path: what for path, what in seen.items() if not is_recorded(path)}
    for path, names in own_code().items():
        read, mode = found.get(path, ((), NOT))
        found[path] = sorted({*read, *names}), mode
    return found


def _does_more(args: argparse.Namespace) -> bool:
    return any(value and name not in _HARMLESS for name, value in vars(args).items())


def _joined(said: list[tuple[int, str]]) -> Said:
    """Return what was printed in as few pieces as there were changes of the stream."""
    parts = groupby(said, key=itemgetter(0))
    return tuple((number, "".join(text for _, text in part)) for number, part in parts)


class _Heard:
    """A stream that notes what is written to it."""

    def __init__(self, stream: TextIO, number: int, said: list[tuple[int, str]]) -> None:
        self._stream = stream
        self._number = number
        self._said = said

    def write(self, text: str) -> int:
        """Write, and note it."""
        self._said.append((self._number, text))
        return self._stream.write(text)

    def writelines(self, lines: Any) -> None:
        """Write some lines."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        """Be the stream in everything else."""
        return getattr(self._stream, name)


@contextmanager
def _heard(console: Console, said: list[tuple[int, str]]) -> Iterator[None]:
    out, err, file = sys.stdout, sys.stderr, console.file
    heard: Any = _Heard(out, 1, said)
    sys.stdout = console.file = heard
    heard = _Heard(err, 2, said)
    sys.stderr = heard
    try:
        yield
    finally:
        sys.stdout, sys.stderr, console.file = out, err, file
