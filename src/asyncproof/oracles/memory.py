"""Histories that were explained before: many runs of an exploration do the same, and need no search again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.oracles.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.oracles.operation import Operation

MOST = 10_000
_explained: set[Any] = set()


def is_known(history: Any) -> bool:
    """Say whether a history was explained before."""
    return history is not None and history in _explained


def remember(history: Any) -> None:
    """Keep a history that was explained, if it has a name by which it is known again."""
    if history is None:
        return
    if len(_explained) >= MOST:
        forget()
    _explained.add(history)


def forget() -> None:
    """Forget all of them."""
    _explained.clear()


def history_of(
    subject: Any,
    operations: list[Operation],
    *,
    model: Callable[[], object] | None,
    state: Callable[[Any], object] | None,
    before: Any,
    after: Any,
) -> Any:
    """Return what a search depends on, to be compared; None if it may depend on what is not seen.

    A function that knows variables of the functions around it may do something else each time.
    """
    if any(getattr(each, "__closure__", None) for each in (model, state)):
        return None
    calls = tuple(
        (each.name, plain(each.args), plain(each.kwargs), each.begun, each.ended, each.outcome)
        for each in operations
    )
    return type(subject), _code_of(model), _code_of(state), before, after, calls


def _code_of(function: Any) -> Any:
    """Return what a function does: one that is written in a test is another object in each run."""
    return getattr(function, "__code__", function)
