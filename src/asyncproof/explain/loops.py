"""Facts about what belongs to which event loop: fixtures with other loop scopes, globals, the thing in question."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.explain.changes import Edit, diff, replaced
from asyncproof.explain.code import failing_nodes, function_at, of_kind, source_line, statement_at, text_of
from asyncproof.explain.names import holder_of, root_of, source_of
from asyncproof.explain.values import UNKNOWN, value_of
from asyncproof.explain.wording import at, short

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure, Fixture, Frame

_DEFAULT = "function"


@dataclass(frozen=True, slots=True)
class Thing:
    """What a line of the user's code works with when a loop refuses."""

    frame: Frame
    node: ast.expr
    value: Any

    @property
    def text(self) -> str:
        """The expression, as a person would write it."""
        return short(text_of(self.node))

    def told(self, failure: Failure) -> list[str]:
        """Say where it comes from, if it is not made in the line itself."""
        for frame in failure.user_frames:
            for node in failing_nodes(frame):
                for name in of_kind(node, ast.Name):
                    source = source_of(name.id, frame, failure)
                    if source is not None and source.kind == "global" and source.value is not None:
                        return [f"{source.told()}."]
        return []


def used_thing(failure: Failure) -> Thing | None:
    """Return the expression of the user's code in which it happened."""
    frame = failure.user_frame
    for node in () if frame is None else failing_nodes(frame):
        for one in of_kind(node, ast.Await, ast.Call, ast.Attribute):
            inner = one.value if isinstance(one, ast.Await) else one
            root = root_of(inner)
            value = UNKNOWN if root is None else value_of(root, frame)  # type: ignore[arg-type]
            return Thing(frame, inner, value)  # type: ignore[arg-type]
        if isinstance(node, ast.AsyncWith):
            item = node.items[0].context_expr
            return Thing(frame, item, value_of(item, frame))  # type: ignore[arg-type]
    return None


def others(failure: Failure) -> list[Fixture]:
    """Return the async fixtures that run on another loop than the test."""
    test = failure.test
    if not test.loop_scope:
        return []
    return [
        one
        for one in test.fixtures
        if one.is_async and one.runner == test.runner and one.loop_scope not in ("", test.loop_scope)
    ]


def strangers(failure: Failure, thing: Any = UNKNOWN) -> list[str]:
    """Say which fixtures belong to another loop than the test, and which of them it is, if known."""
    found = others(failure)
    holder = None if thing is UNKNOWN else holder_of(thing, failure)
    if holder is not None and holder in found:
        found = [holder]
    elif holder is not None:
        return [f"It comes from the fixture `{holder.name}`{at(holder.place)} ({holder.scope} scope)."]
    scope = failure.test.loop_scope
    return [
        f"The fixture `{one.name}`{at(one.place)} runs on the event loop of the {one.loop_scope}, the test on "
        f"that of the {scope}."
        for one in found
    ]


def loop_change(failure: Failure) -> str:
    """Return the change that puts the test on the loop of the one fixture that has another, as a diff."""
    found = others(failure)
    scopes = {one.loop_scope for one in found}
    test = failure.test
    if len(scopes) != 1 or test.place is None or test.runner != "pytest-asyncio":
        return ""
    file = _absolute(failure)
    function = None if file is None else function_at(file, test.place.line)
    if function is None or file is None:
        return ""
    mark = f"pytest.mark.asyncio(loop_scope={next(iter(scopes))!r})".replace("'", '"')
    for decorator in function.decorator_list:
        if text_of(decorator).startswith("pytest.mark.asyncio"):
            return diff(file, [replaced(file, decorator, mark)])
    line = source_line(file, function.lineno)
    indent = line[: len(line) - len(line.lstrip())]
    return diff(file, [Edit(function.lineno, (line,), (f"{indent}@{mark}", line))])


def _absolute(failure: Failure) -> str | None:
    return None if failure.test.place is None else failure.test.place.file


__all__ = ["Thing", "loop_change", "others", "statement_at", "strangers", "used_thing"]
