"""The baseline: a file of findings that are known, so that only new ones fail a run.

A line is `guard: whose: message`, with every number in the message written as `#`, so that a finding stays
the same when lines move. Lines are sorted and compared as a whole: easy to read, to diff and to merge.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from asyncproof.core import Finding
    from asyncproof.guard import Owner

HEAD = """\
# What asyncproof's guards found and this project lives with for now: it fails no run, all else does.
# Written by: pytest --asyncproof-write-baseline
"""
_NUMBER = re.compile(r"0x[0-9a-fA-F]+|\d+(\.\d+)?")
_BASELINE = pytest.StashKey["Baseline | None"]()


def line_of(owner: Owner, finding: Finding) -> str:
    """Write a finding as a line of the file."""
    message = " ".join(_NUMBER.sub("#", finding.message).split())
    return f"{finding.code}: {owner.name}: {message}"


class Baseline:
    """Knows which findings are known, and learns which of them are still there."""

    def __init__(
        self, path: Path, rootpath: Path, known: Iterable[str] = (), *, writing: bool = False
    ) -> None:
        self.path = path
        self.writing = writing
        self._rootpath = rootpath
        self._known = frozenset(known)
        self.seen: set[str] = set()
        """What was found in this run and let pass."""
        self.judged: set[str] = set()
        """The tests and fixtures that were judged in this run."""

        self.written = ""
        """What is to be told of writing the file."""

    def lets_pass(self, owner: Owner, finding: Finding) -> bool:
        """Say whether a finding is known, or becomes so now."""
        line = line_of(owner, finding)
        passes = self.writing or line in self._known
        if passes:
            self.seen.add(line)
        return passes

    def stale(self) -> list[str]:
        """Return the lines that are no longer true, as far as this run can tell."""
        return sorted(line for line in self._known - self.seen if self._is_gone(line))

    def write(self) -> int:
        """Write what was found in place of what was known, and return how many lines that are.

        The file is there as a whole, the old one or the new one, whatever happens.
        """
        lines = sorted(self.seen | {line for line in self._known if not self._is_gone(line)})
        new = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            new.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
            new.replace(self.path)
        finally:
            with suppress(OSError):
                new.unlink(missing_ok=True)
        return len(lines)

    def finish(self) -> bool:
        """Write the file if that was asked for, and say whether it worked."""
        if self.writing:
            try:
                count = self.write()
            except OSError as error:
                self.written = f"{self.path} can't be written: {error}"
                return False
            self.written = f"{count} known finding{'' if count == 1 else 's'} written to {self.path}"
        return True

    def _is_gone(self, line: str) -> bool:
        """Say whether the owner of a line was judged without it, or its file is there no more."""
        _, _, rest = line.partition(": ")
        words = rest.split(": ")
        if any(": ".join(words[:count]) in self.judged for count in range(1, len(words))):
            return True
        file, is_test, _ = rest.partition("::")
        return bool(is_test) and not (self._rootpath / file).exists()


def baseline_of(config: pytest.Config) -> Baseline | None:
    """Return the baseline of a run, read once; None if there is none."""
    if _BASELINE not in config.stash:
        config.stash[_BASELINE] = _open(config)
    return config.stash[_BASELINE]


def _open(config: pytest.Config) -> Baseline | None:
    typed: str | None = config.getoption("asyncproof_baseline")
    written: str = config.getini("asyncproof_baseline")
    writing = bool(config.getoption("asyncproof_write_baseline"))
    if not typed and not written:
        if writing:
            problem = "--asyncproof-write-baseline: which file? Add --asyncproof-baseline=FILE."
            raise pytest.UsageError(problem)
        return None
    path = config.invocation_params.dir / typed if typed else config.rootpath / written
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if not writing:
            problem = f"There is no baseline {path}. Write one: add --asyncproof-write-baseline once."
            raise pytest.UsageError(problem) from None
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        problem = f"The baseline {path} can't be read: {error}. Repair it, or write it anew."
        raise pytest.UsageError(problem) from None
    lines = (line.strip() for line in text.splitlines())
    known = [line for line in lines if line and not line.startswith("#")]
    return Baseline(path, config.rootpath, known, writing=writing)
