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
from typing import TYPE_CHECKING, Any

from asyncproof.loop.waits.chain import Link
from asyncproof.loop.waits.peek import MISSING, attribute, is_a
from asyncproof.loop.waits.source import blocks_around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.loop.waits.source import Block

_EXITS = ("__aexit__", "__exit__")
_STACKS = (contextlib.ExitStack, contextlib.AsyncExitStack)
_DEEPEST = 20


@dataclass(frozen=True)
class Entered:
    """A context manager that is entered, and where in which frame."""

    manager: Any
    link: Link
    line: int
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
        line = block.line if block else link.frame.f_lineno
        place = Entered(manager, link, line, block.text if block else "")
        yield place
        yield from _inside(place, depth)


def is_entering(link: Link) -> bool:
    """Tell whether *link* is suspended in the `__aenter__` of its innermost block, so not yet inside."""
    instructions = []
    for instruction in dis.get_instructions(link.code):
        if instruction.offset > link.frame.f_lasti:
            break
        instructions.append(instruction)
    for before, instruction in zip(instructions[-2::-1], instructions[:0:-1], strict=True):
        if instruction.opname == "GET_AWAITABLE":
            if sys.version_info >= (3, 11):
                return instruction.arg == 1
            return before.opname == "BEFORE_ASYNC_WITH"
        if instruction.opname not in {"LOAD_CONST", "SEND", "YIELD_VALUE", "YIELD_FROM", "RESUME"}:
            return False
    return False


def _on_the_stack(link: Link) -> Iterator[Any]:
    holder = link.frame if sys.version_info < (3, 11) else link.awaitable
    variables = {id(value) for value in link.frame.f_locals.values()}
    seen = gc.get_referents(holder)
    for position, thing in enumerate(seen):
        if id(thing) in variables:
            continue
        if type(thing) in {types.MethodType, types.BuiltinMethodType} and thing.__name__ in _EXITS:
            yield thing.__self__
        elif sys.version_info >= (3, 14) and type(thing) is types.FunctionType:
            # Function and object lie side by side on the stack; the frame's own function is seen too.
            following = seen[position + 1 : position + 2]
            yield from (owner for owner in following if _is_exit_of(thing, owner))


def _is_exit_of(function: types.FunctionType, owner: object) -> bool:
    return any(inspect.getattr_static(type(owner), name, MISSING) is function for name in _EXITS)


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
        if type(callback) in {types.MethodType, types.BuiltinMethodType} and callback.__name__ in _EXITS:
            yield callback.__self__
