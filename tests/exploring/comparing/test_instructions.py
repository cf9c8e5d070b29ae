"""Which instructions are found, and which expressions they are taken for."""

from __future__ import annotations

import ast
import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from asyncproof.exploring.comparing import instructions as kinds
from asyncproof.exploring.comparing.instructions import Use, uses_of
from asyncproof.loop.waits.chain import Link
from asyncproof.loop.waits.source import nodes_of

COUNT = 0


async def sample(thing: Any, items: dict[str, int], lock: asyncio.Lock, done: asyncio.Future[None]) -> None:
    """Use everything that is looked for, each on a line of its own."""
    global COUNT  # noqa: PLW0603 - just that is looked at
    inner = 0

    def more() -> int:
        nonlocal inner
        inner += 1
        return inner

    thing.value = 1
    print(thing.other)
    items["a"] = 2
    del items["b"]
    print(items["c"])
    if "d" in items:
        thing.go()
    for _ in items:
        pass
    async with lock:
        await done
    COUNT = COUNT + more()


def uses() -> list[Use]:
    """Return what the instructions of `sample` may touch."""
    coro = sample(SimpleNamespace(), {}, asyncio.Lock(), None)  # type: ignore[arg-type] # it never runs
    try:
        return list(uses_of(sample.__code__, nodes_of(Link(coro, coro.cr_frame))).values())
    finally:
        coro.close()


def written(kind: str, *, writes: bool = False) -> list[str]:
    """Return the expressions of a kind as they are written."""
    found = [use for use in uses() if use.kind == kind and use.writes == writes]
    return list(dict.fromkeys(ast.unparse(node) for use in found for node in use.nodes))


@pytest.mark.parametrize(
    ("kind", "writes", "expected"),
    [
        (kinds.ATTRIBUTE, True, ["thing.value"]),
        (kinds.ITEM, True, ["items['a']", "items['b']"]),
        (kinds.ITEM, False, ["items['c']"]),
        (kinds.MEMBER, False, ["'d' in items"]),
        (kinds.ITERATION, False, ["items"]),
        (kinds.ENTERING, False, ["lock"]),
        (kinds.AWAITING, False, ["done"]),
    ],
)
def test_each_kind_is_found(kind: str, writes: bool, expected: list[str]) -> None:
    """By its instruction, with the expression that it stands for in the source."""
    assert written(kind, writes=writes) == expected


def test_what_is_read_and_called() -> None:
    """An attribute is read for a call as well; what the call does is told by the call."""
    assert {"thing.other", "thing.go"} <= set(written(kinds.ATTRIBUTE))
    assert {"print(thing.other)", "thing.go()", "more()"} <= set(written(kinds.CALL))


def test_variables_of_functions_and_modules() -> None:
    """They are told by their names alone."""
    found = {(use.kind, use.name, use.writes) for use in uses() if not use.nodes}
    assert (kinds.VARIABLE, "inner", True) in found
    assert (kinds.GLOBAL, "COUNT", True) in found
    assert (kinds.GLOBAL, "COUNT", False) in found


def test_what_has_no_source_is_left_out() -> None:
    """Without expressions nothing can be said of an instruction but of a variable."""
    assert {use.kind for use in uses_of(sample.__code__, []).values()} == {kinds.VARIABLE, kinds.GLOBAL}


def test_a_long_function() -> None:
    """An instruction with a prefix is one: both of its places stand for the same."""
    names = "\n".join(f"    self.a{number} = {number}" for number in range(300))
    source = f"def long(self):\n{names}\n"
    space: dict[str, Any] = {}
    exec(source, space)
    (function,) = ast.parse(source).body
    found = uses_of(space["long"].__code__, list(ast.walk(function)))
    last = [offset for offset, use in found.items() if use.name == "a299"]
    assert len(last) == 2
    assert found[last[0]] is found[last[1]]
