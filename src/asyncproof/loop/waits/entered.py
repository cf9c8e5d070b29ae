"""Which context managers a suspended frame is inside of, read from the frame's own stack.

A frame keeps the bound `__exit__` or `__aexit__` of every block it has entered until the block ends,
so what is entered is a fact here and not read out of the source.
"""

from __future__ import annotations

import contextlib
import dis
import gc
import inspect
import sys
import types
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from asyncproof.loop.waits.chain import Link
from asyncproof.loop.waits.peek import MISSING, attribute, is_a
from asyncproof.loop.waits.source import blocks_around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.loop.waits.source import Block

_EXITS = ("__aexit__", "__exit__")
_STACKS = (contextlib.ExitStack, contextlib.AsyncExitStack)
_BOUND = {types.MethodType, types.BuiltinMethodType}
_UNBOUND = {types.FunctionType, types.MethodDescriptorType}
_SUSPENDED = {"LOAD_CONST", "SEND", "YIELD_VALUE", "YIELD_FROM", "RESUME"}
_DEEPEST = 20


@dataclass(frozen=True)
class Entered:
    """A context manager that is entered, and where in which frame."""

    manager: Any
    link: Link
    line: int | None
    """The line of the block; None if there is no source to tell."""
    text: str
    """The expression in the source, empty if it is not known."""


def entered(link: Link, depth: int = 0) -> Iterator[Entered]:
    """Yield what *link* has entered, the outermost first, with what is inside generators and exit stacks."""
    managers = list(_on_the_stack(link))
    if managers and is_entering(link):
        managers.pop()
    blocks: list[Block | None] = [*blocks_around(link)] if managers else []
    blocks += [None] * (len(managers) - len(blocks))
    for manager, block in zip(managers, blocks, strict=False):
        place = Entered(manager, link, block.line if block else None, block.text if block else "")
        yield place
        yield from _inside(place, depth)


def is_entering(link: Link) -> bool:
    """Tell whether *link* is suspended in the `__aenter__` of its innermost block, so not yet inside."""
    passed = [one for one in dis.get_instructions(link.code) if one.offset <= link.frame.f_lasti]
    while passed and passed[-1].opname in _SUSPENDED:
        passed.pop()
    if not passed or passed[-1].opname != "GET_AWAITABLE":
        return False  # an asynchronous generator at its `yield`
    if sys.version_info >= (3, 11):
        return passed[-1].arg == 1
    return passed[-2].opname == "BEFORE_ASYNC_WITH"  # pragma: no cover - on Python 3.10


def _on_the_stack(link: Link) -> Iterator[Any]:
    holder = link.frame if sys.version_info < (3, 11) else link.awaitable
    variables = {id(value) for value in link.frame.f_locals.values()}
    seen = gc.get_referents(holder)
    for thing in seen:
        if type(thing) in _BOUND and thing.__name__ in _EXITS and id(thing) not in variables:
            yield thing.__self__
    if sys.version_info >= (3, 14):  # pragma: no cover - only there
        yield from side_by_side(seen, variables)


def side_by_side(seen: list[Any], variables: set[int]) -> Iterator[Any]:
    """Yield the managers in a stack on which, as since Python 3.14, the exit and its owner lie apart.

    An exit that is the value of a variable stands beside what happens to be the next one's.
    """
    for function, owner in pairwise(seen):
        if type(function) not in _UNBOUND or id(function) in variables:
            continue
        if any(inspect.getattr_static(type(owner), name, MISSING) is function for name in _EXITS):
            yield owner


def _inside(place: Entered, depth: int) -> Iterator[Entered]:
    manager = place.manager
    if depth >= _DEEPEST:
        return
    if is_a(manager, *_STACKS):
        for manager_inside in _of_exit_stack(manager):
            inside = Entered(manager_inside, place.link, place.line, "")
            yield inside
            yield from _inside(inside, depth + 1)
        return
    generator = attribute(manager, "gen")
    frame = MISSING
    if type(generator) is types.AsyncGeneratorType:
        frame = generator.ag_frame
    elif type(generator) is types.GeneratorType:
        frame = generator.gi_frame
    if type(frame) is types.FrameType:
        yield from entered(Link(generator, frame), depth + 1)


def _of_exit_stack(stack: Any) -> Iterator[Any]:
    callbacks = attribute(stack, "_exit_callbacks")
    for entry in () if callbacks is MISSING else tuple(callbacks):
        callback = entry[-1]
        if type(callback) in _BOUND and callback.__name__ in _EXITS:
            yield callback.__self__
