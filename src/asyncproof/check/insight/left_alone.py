"""Async fixtures that pytest-asyncio leaves alone in strict mode, of those that a test takes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.closure import Way
    from asyncproof.check.pytesting.tests import Test


def left_alone(
    node: ast.FunctionDef | ast.AsyncFunctionDef, test: Test, here: Here
) -> Iterator[tuple[ast.arg | ast.FunctionDef | ast.AsyncFunctionDef, Way]]:
    """Yield the way to each async fixture made with `@pytest.fixture`, and the argument that leads to it."""
    arguments = {one.arg: one for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}
    for way in here.closures.of_test(test.function, test.marks).ways.values():
        if way.fixture.maker == "pytest" and way.fixture.function.facts.is_async:
            yield arguments.get(way.first, node), way
