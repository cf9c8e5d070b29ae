"""Facts about what belongs to which event loop: fixtures with other loop scopes, globals, things used."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.explain.changes import Edit, diff, replaced
from asyncproof.explain.code import failing_nodes, function_at, of_kind, source_line, text_of
from asyncproof.explain.names import global_source, holder_of, source_of
from asyncproof.explain.values import UNKNOWN, value_of
from asyncproof.explain.wording import at, line_of, short

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure, Fixture, Frame


@dataclass(frozen=True, slots=True)
class Thing:
    """What a line of the user's code works with when a loop refuses."""

    frame: Frame
    node: ast.expr

    @property
    def text(self) -> str:
        """The expression, as a person would write it."""
        return short(text_of(self.node))

    @property
    def whole(self) -> Any:
        """What the expression stands for, if that is known without running it."""
        return value_of(self.node, self.frame)

    def told(self, failure: Failure) -> list[str]:
        """Say which global of the user's it begins with, in this line or in the lines that led here."""
        for frame in failure.user_frames:
            for node in failing_nodes(frame):
                for name in of_kind(node, ast.Name):
                    source = source_of(name.id, frame, failure)
                    if source is not None and source.kind == "global" and source.value is not None:
                        return [f"{source.told()}."]
        return []


def used_thing(failure: Failure) -> Thing | None:
    """Return the expression of the user's code in which it happened."""
    for frame in failure.user_frames:
        for node in failing_nodes(frame):
            if isinstance(node, ast.AsyncWith):
                return Thing(frame, node.items[0].context_expr)
            if isinstance(getattr(node, "parent", None), ast.withitem) and isinstance(node, ast.expr):
                return Thing(frame, node)
            for one in of_kind(node, ast.Await, ast.Call):
                return Thing(frame, one.value if isinstance(one, ast.Await) else one)
    return None


def where_used(thing: Thing | None, failure: Failure) -> str:
    """Return ` (<file>:<line>)` of the line in which it happened."""
    return line_of(failure.user_frame if thing is None else thing.frame)


def cure(failure: Failure) -> str:
    """Return what to do, for what belongs to another loop."""
    if others(failure):
        return (
            "let the test run on the loop of the fixture, or the fixture on that of the test: both need "
            "the same "
            "`loop_scope`."
        )
    return "make it in a fixture of the test, or give all who share it the same `loop_scope`."


def global_holder(value: Any, failure: Failure) -> list[str]:
    """Say which global of the user's modules holds a value, if one does."""
    if value is UNKNOWN:
        return []
    for frame in failure.user_frames:
        for name, held in list(frame.frame.f_globals.items()):
            if held is value or (not name.startswith("__") and value is _attribute_that_is(held, value)):
                source = global_source(name, frame.file)
                return [f"{source.told()}."]
    return []


def _attribute_that_is(held: Any, value: Any) -> Any:
    if isinstance(held, type | type(ast)) or not hasattr(type(held), "__dict__"):
        return UNKNOWN
    names = getattr(held, "__dict__", None)
    return next((one for one in names.values() if one is value), UNKNOWN) if type(names) is dict else UNKNOWN


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
        f"The fixture `{one.name}`{at(one.place)} runs on the event loop of the {one.loop_scope}, the test "
        f"on "
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
