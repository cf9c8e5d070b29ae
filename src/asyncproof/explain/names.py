"""Where a name in the user's code comes from: a fixture, a parameter, an assignment, a module."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.core import Place
from asyncproof.explain.code import function_at, text_of, tree_of
from asyncproof.explain.wording import at, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.explain.failure import Failure, Fixture, Frame


@dataclass(frozen=True, slots=True)
class Source:
    """What a name was bound by."""

    kind: str
    """`fixture`, `local`, `global` or `parameter`."""
    name: str
    place: Place | None = None
    statement: ast.stmt | None = None
    """The assignment, where there is one."""
    value: ast.expr | None = None
    """What was assigned."""
    fixture: Fixture | None = None

    def told(self, here: Frame | None = None) -> str:
        """Say it in a sentence."""
        where = at(self.place, here)
        if self.kind == "fixture" and self.fixture is not None:
            scope = "" if self.fixture.scope == "function" else f" ({self.fixture.scope} scope)"
            return f"`{self.name}` is the fixture{where}{scope}"
        if self.kind == "parameter":
            return (
                f"`{self.name}` is a parameter of `{self.name}`"
                if not where
                else f"`{self.name}` was given{where}"
            )
        made = "" if self.value is None else f": `{short(text_of(self.value))}`"
        if self.kind == "global":
            return f"`{self.name}` is global, made{where}{made}"
        return f"`{self.name}` was made{where}{made}"


def root_of(node: ast.AST) -> ast.Name | None:
    """Return the name that an expression begins with: `client` of `client.get(1).json`."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call | ast.Await | ast.Starred):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node if isinstance(node, ast.Name) else None


def source_of(name: str, frame: Frame, failure: Failure) -> Source | None:
    """Return where a name in a frame comes from."""
    function = function_at(frame.file, frame.line)
    if function is not None and name in frame.local:
        for statement, value in reversed(list(assignments(function, name))):
            if statement.lineno <= frame.line:
                return Source("local", name, Place(frame.file, statement.lineno), statement, value)
        fixture = failure.test.fixture(name)
        if name in _parameters(function):
            if fixture is not None and function.name == _bare(failure.test.name):
                return Source("fixture", name, fixture.place, fixture=fixture)
            return Source("parameter", name)
    if name in frame.frame.f_globals and name not in frame.local:
        return global_source(name, frame.file)
    return None


def global_source(name: str, file: str) -> Source:
    """Return where a module binds a global name."""
    tree = tree_of(file)
    for statement, value in assignments(tree, name) if tree else ():
        return Source("global", name, Place(file, statement.lineno), statement, value)
    return Source("global", name)


def _bare(test: str) -> str:
    return test.rpartition("::")[2].partition("[")[0]


def _parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    arguments = function.args
    return {one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}


def assignments(scope: ast.AST, name: str) -> Iterator[tuple[ast.stmt, ast.expr | None]]:
    """Yield the statements of a function or module itself that bind a name, with what they bind it to.

    A dotted name finds assignments to attributes.
    """
    for node in _own_nodes(scope):
        for target, value in _bindings(node):
            if text_of(target) == name:
                yield node, value  # type: ignore[misc]  # what binds is a statement
            elif isinstance(target, ast.Tuple) and name in map(text_of, target.elts):
                yield node, _part(value, [*map(text_of, target.elts)].index(name))  # type: ignore[misc] # as above


def _part(value: ast.expr | None, index: int) -> ast.expr | None:
    return value.elts[index] if isinstance(value, ast.Tuple) and index < len(value.elts) else None


def _bindings(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """Yield what a statement binds, and to what."""
    if isinstance(node, ast.Assign):
        yield from ((target, node.value) for target in node.targets)
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        yield node.target, node.value
    elif isinstance(node, ast.With | ast.AsyncWith):
        yield from (
            (one.optional_vars, one.context_expr) for one in node.items if one.optional_vars is not None
        )
    elif isinstance(node, ast.For | ast.AsyncFor):
        yield node.target, None


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(scope):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        yield child
        yield from _own_nodes(child)


def holder_of(value: Any, failure: Failure) -> Fixture | None:
    """Return the fixture that gave a value to the test, or something that has it as an attribute."""
    for fixture in failure.test.fixtures:
        if fixture.value is value:
            return fixture
    for fixture in failure.test.fixtures:
        if any(one is value for one in _parts(fixture.value)):
            return fixture
    return None


def _parts(value: Any, depth: int = 2) -> Iterator[Any]:
    kind = type(value)
    parts: Any = ()
    if kind is dict:
        parts = list(value.values())
    elif kind in (list, tuple, set):
        parts = list(value)
    elif type(getattr(kind, "__dict__", {}).get("__dict__")).__name__ == "getset_descriptor":
        parts = list(vars(value).values())
    for part in parts[:100]:
        yield part
        if depth > 1:
            yield from _parts(part, depth - 1)
