from __future__ import annotations

import ast
import textwrap

import pytest

from asyncproof.check.facts import FunctionFacts, facts_of


def function(text: str) -> FunctionFacts:
    """Return the facts of the last function of a source."""
    tree = ast.parse(textwrap.dedent(text))
    bindings = facts_of(tree, name="app", path="app.py", is_package=False).bindings
    value = list(bindings.values())[-1][0].value
    assert isinstance(value, FunctionFacts)
    return value


@pytest.mark.parametrize(
    ("line", "uses"),
    [
        ("await a.b()", [("await", "a.b", True, True)]),
        ("await a", [("await", "a", False, True)]),
        ("x = (await a.b()).c", [("await", "a.b", True, True)]),
        ("await f()()", []),
        ("a.b()", [("drop", "a.b", True, True)]),
        ("x = a.b()", []),
        (
            "async with a.b() as c, d: pass",
            [("async with", "a.b", True, True), ("async with", "d", False, True)],
        ),
        ("with a: pass", []),
        ("async for x in a.b(): pass", [("async for", "a.b", True, True)]),
        ("return await a()", [("await", "a", True, True)]),
        ("if x: await a()", [("await", "a", True, False)]),
        ("x = await a() if x else await b()", [("await", "a", True, False), ("await", "b", True, False)]),
        ("x = y and await a()", [("await", "a", True, False)]),
        ("x = await a() and y", [("await", "a", True, True)]),
        ("x = [await a() for y in z]", [("await", "a", True, False)]),
        ("for x in y: await a()", [("await", "a", True, False)]),
        (
            "try: await a()\n    except E: await b()",
            [("await", "a", True, True), ("await", "b", True, False)],
        ),
    ],
)
def test_what_a_function_does_with_names(line: str, uses: list[tuple[str, str, bool, bool]]) -> None:
    """What it awaits, enters, iterates or drops, and whether it always comes there."""
    facts = function(f"async def f():\n    {line}\n")
    assert [(use.kind, use.name, use.is_called, use.is_certain) for use in facts.uses] == uses


@pytest.mark.parametrize("line", ["if x: return", "if x: raise E", "for y in x: return 1"])
def test_after_a_way_out_nothing_is_certain(line: str) -> None:
    """A function that may have been left before does not always come to what follows."""
    (use,) = function(f"async def f(x):\n    {line}\n    await a()\n").uses
    assert not use.is_certain


@pytest.mark.parametrize(
    ("text", "raises"),
    [("raise E", True), ("if x: raise E", False), ("print(1)\n    raise", True), ("return 1", False)],
)
def test_a_function_that_raises(text: str, raises: bool) -> None:
    """Where a `raise` stands on its straight way, it gives nothing."""
    assert function(f"def f(x):\n    {text}\n").raises is raises


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("isinstance(x, A)", ("x",)),
        ("hasattr(x.y, 'get')", ("x.y",)),
        ("callable(x[0])", ("",)),
        ("isinstance(x, (A, typing.Awaitable))", ("*",)),
        ("inspect.isawaitable(x)", ("*",)),
        ("isinstance()", ()),
        ("print(x)", ()),
    ],
)
def test_a_function_that_asks_first(text: str, asks: tuple[str, ...]) -> None:
    """Who asks what a thing is may be ready for all kinds of things."""
    assert function(f"def f(x):\n    return {text}\n").asks == asks


def test_what_a_function_replaces() -> None:
    """By itself, by its decorators and by the functions in it; names of texts are looked up around it."""
    facts = function(
        """
        COUNT = 1
        TWICE = "a.x"
        TWICE = "a.y"
        NAME = "a.named"
        @patch("a.decorated")
        @plain
        def f():
            own = "a.own"
            patch(NAME)
            def inner():
                patch.object(a, "inner")
                patch(own)
                patch(NAME)
        """
    )
    assert facts.replaces == ("decorated", "named", "inner", "own")
    for name in ("COUNT", "TWICE", "nobody"):
        assert function(
            f'COUNT = 1\nTWICE = "a.x"\nTWICE = "a.y"\ndef f():\n    patch({name})\n'
        ).replaces == ("*",)
