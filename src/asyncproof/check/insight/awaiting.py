"""The fix that awaits what nobody awaits: also in a plain test, which has to become async for it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.insight.uses import How, around_of, uses_in
from asyncproof.check.naming import Named
from asyncproof.check.pytesting.configuration import Mode
from asyncproof.check.pytesting.tests import Runner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.check.here import Here
    from asyncproof.check.insight.uses import Use
    from asyncproof.check.pytesting.tests import Test

_OWN_LOOPS = frozenset(
    ("run", "run_until_complete", "run_forever", "Runner", "new_event_loop", "async_to_sync", "TestClient")
)
"""What a plain test may have of which there can't be one more in an async test."""
_TAKERS = frozenset(
    ("create_task", "ensure_future", "gather", "run", "shield", "start_soon", "wait", "wait_for")
)
"""What takes a coroutine, and not what it gives."""
_LOOP_FIXTURES = frozenset(("event_loop", "loop", "aiohttp_client", "benchmark"))


def awaiting(node: ast.expr, here: Here, *, inside: bool = False) -> Fix | None:
    """Return the fix that awaits an expression; *inside* if something is done with what it gives.

    A name is not awaited itself, but the call that it is bound to: it may be used again.

    None where nobody can await: in lambdas, generator expressions and plain functions that are no tests.
    """
    if isinstance(node, ast.Name):
        call = _maker(node, here)
        if call is None:
            return None
        node, inside = call, False
    elif any(isinstance(one, (ast.Lambda, ast.GeneratorExp)) for one in _in_function(here.parents)):
        return None
    edits = _edits(node, inside=inside)
    return in_async("await the call", edits, here)


def in_async(title: str, edits: tuple[Edit, ...], here: Here) -> Fix | None:
    """Return a fix of edits that need an async function around, with what makes the test around one."""
    if here.is_async:
        return Fix(title, edits)
    made = _made_async(here)
    if made is None:
        return None
    return Fix(f"make the test async, and {title}", (*made.edits, *edits), made.imports)


def _maker(node: ast.Name, here: Here) -> ast.Call | None:
    """Return the call that a name is bound to, if it is the place to await: only once can that be done."""
    around = around_of(here.parents)
    if around is None:
        return None
    uses = uses_in(around)
    bound = [use.around[-1] for use in uses.of(node.id) if use.how is How.BOUND and use.around]
    reaching = [one for one in bound if any(use.node is node for use in uses.after(node.id, one))]
    assigned = reaching[0] if len(reaching) == 1 else None
    if not isinstance(assigned, ast.Assign) or not isinstance(assigned.targets[0], ast.Name):
        return None
    if any(use.how is How.AWAITED or _takes_coroutines(use) for use in uses.after(node.id, assigned)):
        return None
    return assigned.value if isinstance(assigned.value, ast.Call) else None


def _takes_coroutines(use: Use) -> bool:
    function = use.call.func if use.call is not None and use.how is How.GIVEN else None
    return last_name(function) in _TAKERS


def _edits(node: ast.expr, *, inside: bool) -> tuple[Edit, ...]:
    span = Span.of(node)
    before = Span(span.line, span.column, span.line, span.column)
    after = Span(span.end_line, span.end_column, span.end_line, span.end_column)
    return (Edit(before, "(await "), Edit(after, ")")) if inside else (Edit(before, "await "),)


def _in_function(parents: Sequence[ast.AST]) -> list[ast.AST]:
    """Return the nodes around that are in the innermost function."""
    found: list[ast.AST] = []
    for one in reversed(parents):
        if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef)):
            break
        found.append(one)
    return found


def _made_async(here: Here) -> Fix | None:
    """Return the edit that makes the test around async, with the mark that it needs for that."""
    test = here.test
    node = next((one for one in reversed(here.parents) if isinstance(one, ast.FunctionDef)), None)
    if test is None or node is None or here.scope.function is not test.function.facts:
        return None
    if test.function.facts.is_generator or not _can_be_async(node):
        return None
    found = _mark(test, here)
    if found is None:
        return None
    place = Span(node.lineno, node.col_offset, node.lineno, node.col_offset)
    before = f"@{found.text}\n{' ' * node.col_offset}" if found.text else ""
    return Fix("", (Edit(place, f"{before}async "),), found.imports)


def _mark(test: Test, here: Here) -> Named | None:
    """Return the mark that a plain test needs to be run as an async one, empty if none; None if who knows."""
    mode = here.configuration.asyncio_mode
    if test.runner is Runner.ISOLATED:
        return Named("")
    if test.runner is not Runner.PYTEST or mode is Mode.UNKNOWN or test.mark("anyio") is not None:
        return None
    if mode is Mode.AUTO or test.mark("asyncio") is not None:
        return Named("")
    return here.called("pytest", "mark.asyncio")


def _can_be_async(node: ast.FunctionDef) -> bool:
    """Tell whether nothing in a plain test speaks against a loop that runs around it."""
    names = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
    names |= {
        one.attr if isinstance(one, ast.Attribute) else one.id
        for one in nodes_in(node)
        if isinstance(one, (ast.Attribute, ast.Name))
    }
    return names.isdisjoint(_OWN_LOOPS | _LOOP_FIXTURES)
