"""The baseline: findings that a project lives with for now, so that only new ones are told.

A finding is its file, its rule and its fingerprint: line numbers do not count, so the file stays true while
code moves. What was not looked at is not judged.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.output.fingerprint import fingerprints
from asyncproof.core import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from asyncproof.check.hit import Hit
    from asyncproof.check.outcome import Outcome

VERSION = 1
ABOUT = "What asyncproof check found and this project lives with for now. Made by --write-baseline."


class Known(NamedTuple):
    """One entry: a file, from the folder of the baseline and with slashes, a rule and a fingerprint."""

    path: str
    rule: str
    fingerprint: str


@dataclass(frozen=True)
class Compared:
    """What a check has come to, beside what was known."""

    new: tuple[Hit, ...]
    known: int
    """How many hits were known."""
    gone: dict[Known, str]
    """What is in the baseline and was not found where it was looked for, and its message."""
    entries: dict[Known, str]
    """What a new baseline has: all that was found, and the old entries that were not judged."""


def read_baseline(file: Path) -> dict[Known, str]:
    """Return the entries and their messages."""
    try:
        data = json.loads(file.read_text("utf-8"))
        return {
            Known(one["path"], one["rule"], one["fingerprint"]): one["message"] for one in data["findings"]
        }
    except FileNotFoundError:
        raise UsageError(
            f"There is no baseline {file}. Make it: asyncproof check --baseline {file} --write-baseline"
        ) from None
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise UsageError(
            f"{file} is no baseline of asyncproof check: {error!r}. Write it again: --write-baseline"
        ) from error


def baseline_text(entries: dict[Known, str]) -> str:
    """Return the text of a baseline, one line for each finding, so that two branches can be merged."""
    lines = [
        json.dumps({**known._asdict(), "message": message}) for known, message in sorted(entries.items())
    ]
    inside = ",\n".join(f"  {line}" for line in lines)
    findings = f"[\n{inside}\n ]" if lines else "[]"
    return f'{{\n "about": {json.dumps(ABOUT)},\n "version": {VERSION},\n "findings": {findings}\n}}\n'


def compare(
    file: Path, known: dict[Known, str], outcome: Outcome, *, looked_at: Iterable[str], rules: Collection[str]
) -> Compared:
    """Compare an outcome with a baseline, as far as it can be judged by these files and rules."""
    folder = os.path.dirname(os.path.realpath(file))  # noqa: PTH120 - as is, for many files
    unread = {_inside(folder, one.path) for one in outcome.troubles}
    judged = {_inside(folder, path) for path in looked_at} - unread
    found: dict[Known, str] = {}
    new: list[Hit] = []
    for hit, mark in zip(outcome.hits, fingerprints(outcome), strict=True):
        entry = Known(_inside(folder, hit.path), hit.rule, mark)
        found[entry] = hit.message
        if entry not in known:
            new.append(hit)
    gone = {
        entry: message
        for entry, message in known.items()
        if entry not in found and entry.rule in rules and _is_judged(folder, entry.path, judged)
    }
    kept = {entry: message for entry, message in known.items() if entry not in gone}
    return Compared(tuple(new), len(outcome.hits) - len(new), gone, {**kept, **found})


def _is_judged(folder: str, path: str, judged: set[str]) -> bool:
    """Tell whether a file was looked at; what is no longer there has nothing to find."""
    return path in judged or not os.path.exists(os.path.join(folder, path))  # noqa: PTH110, PTH118 - as above


def _inside(folder: str, path: str) -> str:
    """Return a path from a folder, also upwards: the baseline may stand in a folder of its own."""
    real = os.path.realpath(path)
    with suppress(ValueError):  # another drive
        real = os.path.relpath(real, folder)
    return real.replace(os.sep, "/")
