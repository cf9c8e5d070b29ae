"""Finds the coroutine that was taken for its result: where it was made, and what to change."""

from __future__ import annotations

import ast
import inspect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.core import Place
from asyncproof.explain.case import Story
from asyncproof.explain.changes import await_it, diff, make_async
from asyncproof.explain.code import failing_nodes, function_at, is_store, of_kind, statement_at, text_of
from asyncproof.explain.fixtures import run_by_asyncio
from asyncproof.explain.names import assignments, holder_of
from asyncproof.explain.values import (
    UNKNOWN,
    holds_coroutine,
    is_coroutine,
    makes_coroutine,
    value_of,
)
from asyncproof.explain.wording import at, line_of, short
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.explain.changes import Edit
    from asyncproof.explain.code import Function
    from asyncproof.explain.failure import Failure, Frame

_ATTRIBUTE = re.compile(r"has no attribute '(\w+)'")
_TAKES_COROUTINES = frozenset(
    {
        *(
            "create_task",
            "ensure_future",
            "gather",
            "wait_for",
            "shield",
            "as_completed",
            "wait",
            "start_soon",
        ),
        *("run", "run_until_complete", "run_coroutine_threadsafe"),
        *("iscoroutine", "isawaitable", "getcoroutinestate", "close", "throw", "send"),
    }
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A coroutine in the user's code."""

    frame: Frame
    """Where it was taken for its result."""
    node: ast.expr
    """By which expression."""
    call: ast.Call | None = None
    """The call that made it, where it is known."""
    file: str = ""
    """In which file that call is."""
    callee: Any = UNKNOWN
    value: Any = UNKNOWN
    many: bool = False
    """Whether it is a container with coroutines in it."""

    @property
    def text(self) -> str:
        """The expression, as a person would write it."""
        return text_of(self.node)

    @property
    def made(self) -> Place | None:
        """Where it was made."""
        return None if self.call is None else Place(self.file, self.call.lineno)

    @property
    def name(self) -> str:
        """What was called, as it is spelled there; or else the name of its function."""
        if self.call is not None:
            return text_of(self.call.func)
        name: str = getattr(self.value, "__qualname__", "")
        return "" if "AsyncMockMixin" in name else name.rpartition("<locals>.")[2]


def find_subject(failure: Failure) -> Subject | None:
    """Return the coroutine that the failing line uses as if it were its result."""
    for frame in failure.user_frames[:1]:
        for node in failing_nodes(frame):
            for found in coroutines_in(node, frame):
                return with_call(found, failure)
        return _by_message(frame, failure)
    return None


def _by_message(frame: Frame, failure: Failure) -> Subject | None:
    """Return the expression that the message speaks of, if there is only one that it can be."""
    attribute = _ATTRIBUTE.search(failure.message)
    for node in failing_nodes(frame):
        found: list[ast.expr] = []
        if attribute is not None:
            found = [one.value for one in of_kind(node, ast.Attribute) if one.attr == attribute[1]]
        elif "subscriptable" in failure.message or "item assignment" in failure.message:
            found = [one.value for one in of_kind(node, ast.Subscript)]
        if len(found) == 1:
            return call_in(found[0], frame)
    return None


def call_in(node: ast.expr, frame: Frame) -> Subject:
    """Return an expression that is known to be a coroutine."""
    return Subject(frame, node, node if isinstance(node, ast.Call) else None, frame.file)


def coroutines_in(node: ast.AST, frame: Frame) -> Iterator[Subject]:
    """Yield what is a coroutine in an expression and is not awaited there."""
    for one in of_kind(node, ast.Call, ast.Name, ast.Attribute, ast.Subscript):
        parent = getattr(one, "parent", None)
        if isinstance(parent, ast.Await) or _is_taken(one):
            continue
        if isinstance(one, ast.Call):
            callee = value_of(one.func, frame)
            if makes_coroutine(callee):
                yield Subject(frame, one, one, frame.file, callee)
            continue
        value = value_of(one, frame) if not is_store(one) else UNKNOWN
        if is_coroutine(value):
            yield Subject(frame, one, value=value)
        elif holds_coroutine(value):
            yield Subject(frame, one, value=value, many=True)


def _is_taken(node: ast.AST) -> bool:
    parent = getattr(node, "parent", None)
    if isinstance(parent, ast.Starred):
        parent = getattr(parent, "parent", None)
    if isinstance(parent, ast.Attribute):
        return parent.attr in _TAKES_COROUTINES or parent.attr.startswith(("cr_", "__"))
    return (
        isinstance(parent, ast.Call)
        and node is not parent.func
        and text_of(parent.func).rpartition(".")[2] in _TAKES_COROUTINES
    )


def with_call(found: Subject, failure: Failure) -> Subject:
    """Add the call that made it: by a note, by the assignment of the name, or by the caller's line."""
    if found.call is not None or found.many:
        return found
    frame, name = found.frame, text_of(found.node)
    function = function_at(frame.file, frame.line)
    for _, value in reversed(list(assignments(function, name))) if function else ():
        if isinstance(value, ast.Call) and value.lineno <= frame.line:
            return _made_by(found, frame.file, value, value_of(value.func, frame))
    place = _noted(found.value, failure)
    if place is not None:
        statement = statement_at(place.file, place.line or 0)
        calls = [] if statement is None else _calls_of(statement, found.value)
        if len(calls) == 1:
            return _made_by(found, place.file, calls[0], UNKNOWN)
    for caller in failure.user_frames[1:]:
        statement = statement_at(caller.file, caller.line)
        for call in () if statement is None else of_kind(statement, ast.Call):
            callee = value_of(call.func, caller)
            if getattr(getattr(callee, "__func__", callee), "__code__", 0) is getattr(
                found.value, "cr_code", 1
            ):
                return _made_by(found, caller.file, call, callee)
    return found


def _made_by(found: Subject, file: str, call: ast.Call, callee: Any) -> Subject:
    return Subject(found.frame, found.node, call, file, callee, found.value)


def _noted(coroutine: Any, failure: Failure) -> Place | None:
    """Return where a coroutine was made, if Python (asked to by the guards) or somebody else kept a note."""
    for file, line, _ in getattr(coroutine, "cr_origin", None) or ():
        if not is_foreign(file) and not file.startswith("<"):
            return Place(file, line)
    noted = failure.made_at(coroutine)
    return noted if noted is not None and noted.line else None


def _calls_of(statement: ast.stmt, coroutine: Any) -> list[ast.Call]:
    name = getattr(coroutine, "__name__", "")
    calls = list(of_kind(statement, ast.Call))
    return [call for call in calls if text_of(call.func).rpartition(".")[2] == name] or calls[:1]


def function_around(subject: Subject) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """Return the function in which the coroutine would have to be awaited."""
    place = subject.made
    return None if place is None else function_at(place.file, place.line)


def awaiting(subject: Subject, failure: Failure) -> tuple[str, str]:
    """Return what to do to have the coroutine's result, and the change."""
    if subject.many:
        together = f": `await asyncio.gather(*{subject.text})`" if type(subject.value) is not dict else ""
        return f"await them together{together}.", ""
    if subject.call is None:
        return f"await it where it is made{f': `await {subject.name}(...)`' if subject.name else ''}.", ""
    function = function_around(subject)
    edit = await_it(subject.file, subject.call)
    if isinstance(function, ast.AsyncFunctionDef):
        return "await it.", diff(subject.file, [edit])
    if function is not None and _is_the_test(function.name, failure):
        return make_test_async(subject.file, function, edit, failure)
    if function is None:
        return "make it in an async function and await it there.", ""
    name = function.name
    return f"make `{name}` an `async def`, await it there, and await `{name}` in turn.", ""


def make_test_async(file: str, function: Function, edit: Edit | None, failure: Failure) -> tuple[str, str]:
    """Return what to do where a sync test has to be async, and the change."""
    and_await = "" if edit is None else " and await it"
    if _is_method_of_testcase(function):
        change = diff(file, [make_async(file, function), edit])
        return (
            f"let the class be a `unittest.IsolatedAsyncioTestCase`, make the test async{and_await}.",
            change,
        )
    mark = "" if failure.test.mode == "auto" or failure.test.mark else "pytest.mark.asyncio"
    return f"make the test async{and_await}.", diff(file, [make_async(file, function, mark=mark), edit])


def _is_the_test(function: str, failure: Failure) -> bool:
    return failure.test.name.rpartition("::")[2].partition("[")[0] == function


def _is_method_of_testcase(function: ast.AST) -> bool:
    parent = getattr(function, "parent", None)
    return isinstance(parent, ast.ClassDef) and any(
        text_of(base).endswith("TestCase") for base in parent.bases
    )


def told(subject: Subject) -> str:
    """Say what was taken for a result, and where it comes from."""
    text, where = short(subject.text), line_of(subject.frame)
    if subject.many:
        return f"`{text}`{where} holds coroutines, not their results: nobody has awaited them."
    if subject.call is None:
        made = f", made by `{subject.name}`," if subject.name else ""
        return f"`{text}`{where} is a coroutine{made} and not its result."
    if subject.node is subject.call:
        return f"`{text}`{where} gives a coroutine and not its result: it was not awaited."
    made_at = at(subject.made, subject.frame)
    call = f"`{short(text_of(subject.call))}`{made_at}"
    return f"`{text}`{where} is a coroutine and not its result: {call} was not awaited."


def defined(callee: Any) -> Place | None:
    """Return where a function is defined."""
    code = getattr(inspect.unwrap(getattr(callee, "__func__", callee)), "__code__", None)
    return None if code is None else Place(code.co_filename, code.co_firstlineno)


def from_fixture(subject: Subject, failure: Failure) -> Story | None:
    """Tell of a coroutine that a fixture gave to the test instead of its result."""
    fixture = None if subject.value is UNKNOWN else holder_of(subject.value, failure)
    if fixture is None or fixture.is_async or fixture.value is not subject.value:
        return None
    function = None if fixture.place is None else function_at(fixture.place.file, fixture.place.line)
    made = "" if subject.call is None else f": `{short(text_of(subject.call))}` was not awaited"
    edits = []
    if function is not None and fixture.place is not None:
        edits.append(make_async(fixture.place.file, function))
        if failure.test.mode != "auto":
            edits += run_by_asyncio(fixture.place.file, function)
        if subject.call is not None and subject.file == fixture.place.file:
            edits.append(await_it(subject.file, subject.call))
    return Story(
        what=f"`{short(subject.text)}`{line_of(subject.frame)} is a coroutine and not its result. The "
        f"fixture "
        f"`{fixture.name}`{at(fixture.place, subject.frame)} gave it{made}.",
        why="calling an async function only makes a coroutine, and a sync fixture can't await it.",
        do="make the fixture async and await the call there.",
        change=diff(fixture.place.file, edits) if fixture.place is not None else "",
    )
