"""The examples in a rule's docstring: what is bad with its marked lines, and what is good instead."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.check.rule import Rule

_FENCE = re.compile(r"^```(\w+) (bad|good)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"  # (AP\d{3})$")


@dataclass(frozen=True, slots=True)
class Example:
    """Some files, and the lines of them that a rule has to hit."""

    files: dict[str, str]
    marked: tuple[tuple[str, int], ...]


def examples_of(rule: Rule, kind: str) -> list[Example]:
    """Return the bad or the good examples of a rule; files of one example follow one another."""
    text = inspect.cleandoc(rule.__doc__ or "")
    found: list[dict[str, str]] = []
    for _, which, title, body in _FENCE.findall(text):
        if which == kind:
            name = title or "test_example.py"
            if not found or name in found[-1]:
                found.append({})
            found[-1][name] = body
    return [_example(files) for files in found]


def _example(files: dict[str, str]) -> Example:
    marked = [
        (name, number)
        for name, text in files.items()
        for number, line in enumerate(text.splitlines(), 1)
        if _MARK.search(line)
    ]
    plain = {
        name: "".join(f"{_MARK.sub('', line)}\n" for line in text.splitlines())
        for name, text in files.items()
    }
    return Example(plain, tuple(marked))
