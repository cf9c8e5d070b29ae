"""What is sent of a test to those who do its runs elsewhere: which one it is, and how its suite is run."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.plugin.again import options_again

if TYPE_CHECKING:
    from collections.abc import Iterator

HELPER = pytest.StashKey[Any]()
"""Where a pytest that does runs for another one has its plugin for that."""
_WORD = "--explore"
_LOADED = "ignore:Module already imported so cannot be rewritten; asyncproof"
_MORE = ("--explore=1", "--no-guards", "-p", "no:lfplugin", "-p", "no:nfplugin", "-W", _LOADED)
"""It explores, nothing is judged there, what pytest remembers of its runs is for the first one to say, and
it is us who begin it."""


@dataclass(frozen=True)
class Suite:
    """How a run of pytest was started, for one that is to know the same tests."""

    folder: str
    arguments: tuple[str, ...]
    paths: tuple[str, ...]
    """Where in the suite Python looks for modules."""


@dataclass(frozen=True)
class FarTest:
    """One test, and what must be the same for its runs wherever they are done."""

    suite: Suite
    test: str
    seed: int
    gently: bool
    judges: bool
    """Whether what a run hides is a failure."""
    example: int | None
    """Which example of hypothesis is run; None for all."""


def suite_of(session: pytest.Session) -> Suite:
    """Return how a session was started, with the files of its tests."""
    config = session.config
    files = dict.fromkeys(str(item.path) for item in session.items)
    return Suite(
        folder=str(config.invocation_params.dir),
        arguments=(*_without_explore(options_again(config)), *_MORE, *files),
        paths=tuple(path for path in sys.path if Path(path).is_relative_to(config.rootpath)),
    )


def _without_explore(words: list[str]) -> Iterator[str]:
    """Leave out how far tests are explored: who asks for runs knows it."""
    rest = iter(words)
    for word in rest:
        if word == _WORD:
            follows = next(rest, "")
            if follows.startswith("-"):
                yield follows
        elif not word.startswith(f"{_WORD}="):
            yield word
