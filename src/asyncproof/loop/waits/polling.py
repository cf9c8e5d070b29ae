"""Tells a task that asks for one and the same thing again and again from one that gets on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.loop.usercode.homes import is_foreign
from asyncproof.loop.waits.chain import chain_of

if TYPE_CHECKING:
    import asyncio

_PLAIN = frozenset((type(None), bool, int, float, str, bytes))
_SIZED = frozenset((list, dict, set, tuple, frozenset))


def looks_of(task: asyncio.Task[Any]) -> tuple[object, ...]:
    """Return where the user's part of a task stands and what its variables look like.

    Who gets on is at another place, or has counted on, or has got another thing or more of them.
    """
    return tuple(
        (
            link.code,
            link.frame.f_lasti,
            tuple((name, _look(one)) for name, one in link.frame.f_locals.items()),
        )
        for link in chain_of(task).links
        if not is_foreign(link.code.co_filename)
    )


def _look(one: object) -> object:
    kind = type(one)
    if kind in _PLAIN:
        return one
    return (id(one), len(one)) if kind in _SIZED else id(one)  # type: ignore[arg-type] # these have a length
