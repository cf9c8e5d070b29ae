"""Sources that nobody would write: parts of real ones, taken apart and put together by chance."""

from __future__ import annotations

import random
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asyncproof.check.checker import Checker
from asyncproof.check.examples import examples_of
from asyncproof.check.registry import all_rules
from tests.check.rules.test_cases import cases

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.check.outcome import Outcome

SIGNS = "()[]{}:,=@*.\"'\\#\n\t\0\r\f é😀0_;->!%"
WORDS = (
    "async ",
    "await ",
    "yield ",
    "lambda: ",
    "global x\n",
    "class A(A): ",
    "def f(*, a=f): ",
    "from . import *\n",
)


@lru_cache(maxsize=1)
def sources() -> list[str]:
    """Return the sources of all examples and cases."""
    found = [text for case in cases() for text in case.values[1].values()]  # type: ignore[attr-defined] # pytest's
    for rule in all_rules():
        found += [
            text for kind in ("bad", "good") for one in examples_of(rule, kind) for text in one.files.values()
        ]
    return sorted(set(found))


def _without_line(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    return "".join(lines)


def _line_elsewhere(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    return "".join(lines)


def _without_some(text: str, chance: random.Random) -> str:
    start = chance.randrange(len(text))
    return text[:start] + text[start + chance.randrange(12) :]


def _with_a_sign(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text))
    return text[:place] + chance.choice([*SIGNS, *WORDS]) + text[place:]


def _with_another(text: str, chance: random.Random) -> str:
    other = chance.choice(sources()).splitlines(keepends=True)
    lines = text.splitlines(keepends=True)
    place, start = chance.randrange(len(lines)), chance.randrange(max(len(other), 1))
    return "".join([*lines[:place], *other[start : start + 6], *lines[place:]])


def _with_names_changed(text: str, chance: random.Random) -> str:
    names = [word for word in text.split() if word.isidentifier()]
    return text.replace(chance.choice(names), chance.choice(names)) if names else text


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    _without_line,
    _line_elsewhere,
    _without_some,
    _with_a_sign,
    _with_another,
    _with_names_changed,
)


def broken(seed: int, changes: int) -> str:
    """Return a source that was changed so many times."""
    chance = random.Random(seed)
    text = chance.choice(sources())
    for _ in range(changes):
        text = chance.choice(CHANGES)(text or "x = 1\n", chance)
    return text


def check(text: str) -> Outcome:
    """Check a source by all rules; a bug of ours is raised."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "test_it.py"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        return Checker(path.parent, all_rules(), raises=True).check([path])


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 12))
def test_no_source_is_too_strange(seed: int, changes: int) -> None:
    """Each is checked to its end, and each hit is a place in it, with something to say."""
    text = broken(seed, changes)
    lines = text.encode().split(b"\n")
    for hit in check(text).hits:
        assert 1 <= hit.span.line <= hit.span.end_line <= max(len(lines), 1) + text.count("\r")
        assert hit.message
        assert hit.cure


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    """Neither is one that is no source at all."""
    check(f"async def test_it():\n    {text}\n")


def test_the_parts_are_many() -> None:
    """So that what is put together is not the same again and again."""
    assert len(sources()) > 200
