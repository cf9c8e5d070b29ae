"""What explanations say and change about fixtures."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.explain.changes import diff, replaced
from asyncproof.explain.code import function_at, text_of

if TYPE_CHECKING:
    from asyncproof.explain.changes import Edit
    from asyncproof.explain.code import Function
    from asyncproof.explain.failure import Fixture


def function_of(fixture: Fixture) -> Function | None:
    """Return the source of a fixture."""
    return None if fixture.place is None else function_at(fixture.place.file, fixture.place.line)


def decorator_of(function: Function) -> ast.expr | None:
    """Return the decorator that makes a function a fixture."""
    return next((one for one in function.decorator_list if _name(one).rpartition(".")[2] == "fixture"), None)


def run_by_asyncio(file: str, function: Function) -> list[Edit | None]:
    """Have pytest-asyncio run an async fixture."""
    decorator = decorator_of(function)
    if decorator is None or _name(decorator) != "pytest.fixture":
        return []
    named = decorator.func if isinstance(decorator, ast.Call) else decorator
    return [replaced(file, named, "pytest_asyncio.fixture")]


def with_argument(fixture: Fixture, name: str, value: str) -> str:
    """Return the change that gives a fixture's decorator another argument, as a diff."""
    function = function_of(fixture)
    decorator = None if function is None else decorator_of(function)
    if decorator is None or fixture.place is None:
        return ""
    called = decorator if isinstance(decorator, ast.Call) else None
    given = [] if called is None else [ast.unparse(one) for one in called.args]
    words = {} if called is None else {word.arg: text_of(word.value) for word in called.keywords}
    words[name] = repr(value)
    arguments = ", ".join([*given, *(f"{key}={one}" for key, one in words.items())]).replace("'", '"')
    named = _name(decorator)
    if name == "loop_scope" and named == "pytest.fixture":
        named = "pytest_asyncio.fixture"
    return diff(fixture.place.file, [replaced(fixture.place.file, decorator, f"{named}({arguments})")])


def _name(decorator: ast.expr) -> str:
    return text_of(decorator.func if isinstance(decorator, ast.Call) else decorator)
