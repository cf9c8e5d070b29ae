"""Tests of hypothesis: an explored run runs one example, and which one it is belongs to the run's word.

hypothesis has no public way to run the third of the examples that it would draw. So it draws its examples as
ever, always the same ones, and all but one of them are passed over. What is private to it is named here: its
settings for a test, `_hypothesis_internal_use_settings`, and its seed, `_hypothesis_internal_use_seed`. A
hypothesis that doesn't have them isn't explored.
"""

from __future__ import annotations

import inspect
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

MOST = 10
"""How many examples of a test are explored."""
RUNS_EACH = 50
"""How many runs an example takes at least; where there are fewer, there are fewer examples."""
_SETTINGS = "_hypothesis_internal_use_settings"
_SEED = "_hypothesis_internal_use_seed"
_WRAPPED_BY_ANYIO = "_anyio_original_func"
_PREFIX, _END = "example", "/"


def is_of_hypothesis(item: pytest.Item) -> bool:
    """Say whether hypothesis runs a test."""
    return bool(getattr(getattr(item, "obj", None), "is_hypothesis_test", False))


def can_be_chosen(item: pytest.Item) -> bool:
    """Say whether this hypothesis is one of which an example can be chosen."""
    function = _function(item)
    return hasattr(function, _SETTINGS) and hasattr(function, _SEED) and hasattr(function, "hypothesis")


def how_many(runs: int) -> int:
    """Return how many examples so many runs are enough for."""
    return max(1, min(MOST, runs // RUNS_EACH))


def word_of(example: int | None, word: str) -> str:
    """Return the word of a run with its example."""
    return word if example is None else f"{_PREFIX}{example}{_END}{word}"


def split_word(word: str) -> tuple[int | None, str]:
    """Return which example a run is of, None if of all, and its word without that."""
    first, _, rest = word.partition(_END)
    number = first.removeprefix(_PREFIX)
    if rest and first.startswith(_PREFIX) and number.isdecimal():
        return int(number), rest
    return None, word


class Examples:
    """Chooses the example of the next runs."""

    def __init__(self) -> None:
        """Begin with all examples, as hypothesis runs them."""
        self.number: int | None = None
        """Which one is run, counted from 0; None for all."""
        self.ran = False
        """Whether there was such an example in the last run."""

    @contextmanager
    def chosen(self, item: pytest.Item, seed: int) -> Iterator[None]:
        """Let hypothesis run one example only, in this block."""
        if self.number is None or not is_of_hypothesis(item):
            yield
            return
        function = _function(item)
        handle = function.hypothesis
        before = handle.inner_test, getattr(function, _SETTINGS), getattr(function, _SEED)
        handle.inner_test = self._only(getattr(before[0], _WRAPPED_BY_ANYIO, before[0]), self.number)
        setattr(function, _SETTINGS, _settings(before[1]))
        setattr(function, _SEED, seed)
        try:
            yield
        finally:
            handle.inner_test = before[0]
            setattr(function, _SETTINGS, before[1])
            setattr(function, _SEED, before[2])

    def _only(self, inner: Callable[..., Any], number: int) -> Callable[..., Any]:
        """Return what runs one example, passes over the others, and fails again if it is asked again."""
        turn = Turn(number)
        self.ran = False

        @wraps(inner)
        def run(*args: object, **kwargs: object) -> object:
            if not turn.comes():
                return None
            self.ran = True
            with turn.remembering():
                return inner(*args, **kwargs)

        @wraps(inner)
        async def run_async(*args: object, **kwargs: object) -> object:
            if not turn.comes():
                return None
            self.ran = True
            with turn.remembering():
                return await inner(*args, **kwargs)

        return run_async if inspect.iscoroutinefunction(inner) else run


class Turn:
    """Knows whose turn it is among the examples, and how the one has failed."""

    def __init__(self, number: int) -> None:
        """Wait for this one, counted from 0."""
        self._left = number
        self._error: Exception | None = None

    def comes(self) -> bool:
        """Say whether the example runs that is asked for now; if the one has failed, fail as it did."""
        if self._error is not None:
            raise self._error
        self._left -= 1
        return self._left == -1

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """Remember how it fails: hypothesis runs a failing example again, and that would be another run."""
        from hypothesis.errors import HypothesisException  # who has no such test need not have it

        try:
            yield
        except HypothesisException:  # the example is of no use, as its author says
            raise
        except Exception as error:
            self._error = error
            raise


def _settings(parent: Any) -> Any:
    from hypothesis import HealthCheck, Phase, settings

    return settings(
        parent,
        max_examples=MOST,
        phases=(Phase.explicit, Phase.generate),
        database=None,
        deadline=None,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )


def _function(item: Any) -> Any:
    """Return the function behind the method of a class."""
    return getattr(item.obj, "__func__", item.obj)
