"""Facts about mocks in the user's code: where one was made and configured, and how to make it async."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.core import Place
from asyncproof.explain.changes import diff, line_after, put, replaced
from asyncproof.explain.code import Function, function_at, text_of
from asyncproof.explain.fixtures import function_of
from asyncproof.explain.names import assignments
from asyncproof.explain.values import is_async_mock, is_mock, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.explain.coroutines import Subject
    from asyncproof.explain.failure import Failure, Frame

_SYNC = ("Mock", "MagicMock", "NonCallableMock", "NonCallableMagicMock")
ASYNC = "AsyncMock"
_SETTINGS = ("return_value", "side_effect")


@dataclass(frozen=True, slots=True)
class Setting:
    """A line of the user's code that made or configured a mock, and the change that makes it async."""

    place: Place
    text: str
    change: str


def base_of(node: ast.expr, frame: Frame) -> tuple[Any, list[str]] | None:
    """Return the mock that an expression starts from, and the attributes from there on."""
    path: list[str] = []
    chain: list[ast.expr] = [node]
    while isinstance(chain[-1], ast.Attribute):
        chain.append(chain[-1].value)
    for one in reversed(chain):
        if is_mock(value := value_of(one, frame)):
            rest = chain[: chain.index(one)]
            path = [part.attr for part in reversed(rest) if isinstance(part, ast.Attribute)]
            return value, path
    return None


def setting_of(node: ast.expr, frame: Frame, failure: Failure) -> Setting | None:
    """Return the line that configured the mock of an expression, or else the one that made it."""
    found = base_of(node, frame)
    if found is None:
        return None
    base, path = found
    homes = list(_homes(base, failure))
    for file, function, name in homes:
        dotted = ".".join([name, *path])
        for target in (f"{dotted}.return_value", f"{dotted}.side_effect", *([dotted] if path else [])):
            for statement, value in assignments(function, target):
                return _configured(file, statement, value, dotted, target.rpartition(".")[2])
    for file, function, name in homes:
        for statement, value in reversed(list(assignments(function, name))):
            if isinstance(value, ast.Call) and (made := _made(file, statement, value, name, path)):
                return made
    return patch_of(node, failure) or _inline(base, failure)


def _inline(base: Any, failure: Failure) -> Setting | None:
    """Return where a mock was made in the middle of an expression, if one place only can have made it."""
    kind = type(base).__name__.removeprefix("_")
    found = []
    for frame in failure.user_frames:
        function = function_at(frame.file, frame.line)
        calls = [] if function is None else [one for one in ast.walk(function) if isinstance(one, ast.Call)]
        found += [(frame.file, one) for one in calls if text_of(one.func).rpartition(".")[2] == kind]
    if len(found) != 1 or not _is_class(found[0][1].func):
        return None
    file, call = found[0]
    edit = replaced(file, call.func, _async_name(call.func))
    return Setting(Place(file, call.lineno), text_of(call), diff(file, [edit]))


def _homes(base: Any, failure: Failure) -> Iterator[tuple[str, ast.AST, str]]:
    """Yield the functions and modules where a name holds this mock."""
    for frame in failure.user_frames:
        function = function_at(frame.file, frame.line)
        names = [name for name, value in frame.local.items() if value is base]
        for name in names if function is not None else ():
            yield frame.file, function, name  # type: ignore[misc]  # there is a function
        owner = frame.local.get("self")
        for name, value in _attributes(owner):
            if value is base and function is not None:
                for method in _methods_beside(function):
                    yield frame.file, method, f"self.{name}"
    yield from _in_fixtures(base, failure)


def _attributes(owner: Any) -> list[tuple[str, Any]]:
    return (
        list(vars(owner).items())
        if hasattr(type(owner), "__dict__") and not is_mock(owner) and hasattr(owner, "__dict__")
        else []
    )


def _methods_beside(function: Function) -> list[Function]:
    around = getattr(function, "parent", None)
    return (
        [node for node in around.body if isinstance(node, Function)]
        if isinstance(around, ast.ClassDef)
        else []
    )


def _in_fixtures(base: Any, failure: Failure) -> Iterator[tuple[str, ast.AST, str]]:
    for fixture in failure.test.fixtures:
        function = function_of(fixture)
        if function is None or fixture.place is None:
            continue
        held = [f".{name}" for name, value in _attributes(fixture.value) if value is base]
        for end in [""] if fixture.value is base else held:
            yield from ((fixture.place.file, function, f"{name}{end}") for name in _returned(function))


def _returned(function: Function) -> list[str]:
    nodes = [node for node in ast.walk(function) if isinstance(node, ast.Return | ast.Yield)]
    return [node.value.id for node in nodes if isinstance(node.value, ast.Name)]


def _configured(file: str, statement: ast.stmt, value: ast.expr | None, dotted: str, what: str) -> Setting:
    edit = None
    if value is not None and isinstance(statement, ast.Assign):
        if what in _SETTINGS:
            edit = replaced(file, statement, f"{dotted} = {ASYNC}({what}={text_of(value)})")
        elif isinstance(value, ast.Call) and _is_class(value.func):
            edit = replaced(file, value.func, _async_name(value.func))
    return Setting(Place(file, statement.lineno), text_of(statement), diff(file, [edit]))


def _made(file: str, statement: ast.stmt, value: ast.Call, name: str, path: list[str]) -> Setting | None:
    place, text = Place(file, value.lineno), text_of(value)
    if _is_class(value.func):
        if path:
            edit = line_after(file, statement, f"{'.'.join([name, *path])} = {_async_name(value.func)}()")
        else:
            edit = replaced(file, value.func, _async_name(value.func))
        return Setting(place, text, diff(file, [edit]))
    if _is_patch(value.func):
        return Setting(place, text, "" if path else _as_async_patch(file, value))
    return None


def _is_class(func: ast.expr) -> bool:
    return text_of(func).rpartition(".")[2] in _SYNC


def _async_name(func: ast.expr) -> str:
    module, dot, _ = text_of(func).rpartition(".")
    return f"{module}{dot}{ASYNC}"


def _is_patch(func: ast.expr) -> bool:
    names = text_of(func).split(".")
    return "patch" in names or names[-2:] == ["monkeypatch", "setattr"]


def _as_async_patch(file: str, call: ast.Call) -> str:
    """Return the change that lets a call of `patch`, or of `monkeypatch.setattr`, put an AsyncMock there."""
    given = [*call.args, *(word.value for word in call.keywords)]
    for one in given:
        if isinstance(one, ast.Call) and _is_class(one.func):
            return diff(file, [replaced(file, one.func, _async_name(one.func))])
        if isinstance(one, ast.Name | ast.Attribute) and _is_class(one):
            return diff(file, [replaced(file, one, _async_name(one))])
    objects = text_of(call.func).endswith((".object", ".setattr"))
    if len(call.args) > 1 + objects or any(word.arg in ("new", "new_callable") for word in call.keywords):
        return ""
    return diff(file, [put(file, given[-1], "", f", new_callable={ASYNC}")])


def patch_of(node: ast.expr, failure: Failure) -> Setting | None:
    """Return the call of `patch` that put a mock under this name, in the test or one of its fixtures.

    By the time of the report it has been undone: the name holds the original again.
    """
    name = text_of(node).rpartition(".")[2]
    places = [frame.place for frame in failure.user_frames]
    places += [one.place for one in failure.test.fixtures if one.place is not None]
    for place in places:
        function = function_at(place.file, place.line)
        for call in () if function is None else ast.walk(function):
            if isinstance(call, ast.Call) and _is_patch(call.func) and _patches(call, name):
                return Setting(
                    Place(place.file, call.lineno), text_of(call), _as_async_patch(place.file, call)
                )
    return None


def _patches(call: ast.Call, name: str) -> bool:
    ends = [one.values[-1] if isinstance(one, ast.JoinedStr) and one.values else one for one in call.args[:2]]
    texts = [one.value for one in ends if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return bool(texts) and texts[-1].rpartition(".")[2] == name


def answers_at_once(subject: Subject) -> str | None:
    """Return what to do where a method is async only because it belongs to an AsyncMock that was a result.

    That is so where its owner was awaited: `response = await client.get()`, and then `response.json()`.
    """
    node = None if subject.call is None else subject.call.func
    if not is_async_mock(subject.callee) or not isinstance(node, ast.Attribute):
        return None
    owner = value_of(node.value, subject.frame)
    if not is_async_mock(owner) or not isinstance(node.value, ast.Name):
        return None
    function = function_at(subject.frame.file, subject.frame.line)
    for _, value in assignments(function, node.value.id) if function else ():
        if isinstance(value, ast.Await) and isinstance(value.value, ast.Call):
            made = text_of(value.value.func)
            do = f"let the result be a MagicMock: `{made}.return_value = MagicMock()`"
            return f"if the real `{node.attr}` is not async, {do}. Otherwise await it."
    return None


def is_plain_mock(kind: str) -> bool:
    """Say whether a class is one whose objects support no async protocol."""
    return kind in ("Mock", "NonCallableMock")


def sync_result(func: ast.expr, frame: Frame, failure: Failure) -> str:
    """Return the change that lets a method of an AsyncMock return its result at once."""
    found = base_of(func, frame)
    if found is None or not found[1]:
        return ""
    for file, function, name in _homes(found[0], failure):
        for statement, value in reversed(list(assignments(function, name))):
            if isinstance(value, ast.Call) and text_of(value.func).rpartition(".")[2] == ASYNC:
                prefix = text_of(value.func).removesuffix(ASYNC)
                return diff(
                    file,
                    [line_after(file, statement, f"{'.'.join([name, *found[1]])} = {prefix}MagicMock()")],
                )
    return ""
