from __future__ import annotations

import ast
import sys
import textwrap

import pytest

from asyncproof.check.insight.uses import How, Uses, around_of, uses_in


def uses(body: str) -> tuple[Uses, ast.AsyncFunctionDef]:
    """Read a function with this body."""
    function = ast.parse(f"async def test_it():\n{textwrap.indent(textwrap.dedent(body), '    ')}").body[0]
    assert isinstance(function, ast.AsyncFunctionDef)
    return uses_in(function), function


def after(body: str, number: int) -> list[str]:
    """Return how `x` is used after a statement of a function has bound it."""
    found, function = uses(body)
    return [use.how.value for use in found.after("x", function.body[number])]


def test_uses_are_in_the_order_of_the_source() -> None:
    """All of one name, from all of the body, each with its place and its statement."""
    found, function = uses("x = 1\nif y:\n    await x\nelse:\n    print(x)\n")
    assert [use.how for use in found.of("x")] == [How.BOUND, How.AWAITED, How.GIVEN]
    assert [use.at[0] for use in found.of("x")] == [2, 4, 6]
    assert [use.path[0].arm for use in found.of("x")[1:]] == [0, 1]
    assert found.of("x")[0].statement is function.body[0]
    assert found.of("nothing") == ()
    assert uses_in(function) is found


@pytest.mark.parametrize(
    ("body", "number", "expected"),
    [
        ("x = 1\nawait x\nx = 2\nx()\n", 0, ["awaited"]),
        ("x = 1\nawait x\nx = 2\nx()\n", 2, ["called"]),
        ("x = 1\nif y:\n    x = 2\nx()\n", 0, ["called"]),
        ("x = 1\nif y:\n    x = 2\n    await x\nx()\n", 1, ["awaited", "called"]),
        ("x = 1\nif y:\n    await x\nelse:\n    x()\n", 0, ["awaited", "called"]),
        ("while y:\n    await x\n    x = 2\n", 0, ["awaited"]),
        ("for x in y:\n    await x\nelse:\n    x()\n", 0, ["awaited", "called"]),
        ("async with y as x:\n    await x\n", 0, ["awaited"]),
        ("x = 1\nx += 2\nx()\n", 0, ["other"]),
        ("x = 1\ny.z += x\n", 0, ["stored"]),
        ("x = x()\nawait x\n", 0, ["awaited"]),
        ("try:\n    x = 1\nexcept E as x:\n    x()\nfinally:\n    await x\n", 0, ["called", "awaited"]),
        ("x = 1\ndef inner():\n    await x\nx = 2\n", 0, ["awaited"]),
        ("def x(): ...\nx()\n", 0, ["called"]),
        ("import x.y\nx()\n", 0, ["called"]),
        ("match y:\n    case [x, *z]:\n        x()\n    case _:\n        pass\n", 0, ["called"]),
    ],
)
def test_what_a_statement_has_bound_is_seen_by_some(body: str, number: int, expected: list[str]) -> None:
    """By those that it reaches: not after another statement has bound the name on all ways."""
    assert after(body, number) == expected


@pytest.mark.parametrize(
    "body",
    [
        "def inner(x):\n    x()\n",
        "def inner():\n    x = 1\n    x()\n",
        "lambda x: x()\n",
        "[x() for x in y for z in x]\n",
        "{x: x() for x in y if x}\n",
    ],
)
def test_other_scopes_have_names_of_their_own(body: str) -> None:
    """Parameters and bound names of a nested function, variables of a comprehension."""
    assert uses(body)[0].of("x") == ()


def test_nested_functions_use_names_too() -> None:
    """At a time that nobody knows, so that the uses are marked; what surrounds the body runs at once."""
    found, _ = uses(
        """
        @x
        def inner(a, b=x, *, c=x, d):
            nonlocal y
            y = x
        class Inner(x):
            z = x
        """
    )
    assert [use.inner for use in found.of("x")] == [False, False, False, True, False, True]
    assert [(use.how, use.inner) for use in found.of("y")] == [(How.BOUND, True)]
    assert found.elsewhere == {"y"}


def test_names_from_elsewhere() -> None:
    """Those that are declared global or nonlocal in the function."""
    assert uses("if y:\n    global x\nx = 1\n")[0].elsewhere == {"x"}


@pytest.mark.skipif(sys.version_info < (3, 11), reason="except* is of 3.11")
def test_groups_of_exceptions() -> None:
    """`except*` is read as `except`."""
    assert after("try:\n    x = 1\nexcept* E:\n    x()\n", 0) == ["called"]


def test_the_function_around() -> None:
    """The innermost one counts."""
    _, function = uses("x = 1\n")
    assert around_of([ast.Module([], []), function, function.body[0]]) is function
    assert around_of([ast.Module([], [])]) is None
