"""What the source of a suspended frame says: the blocks around its line, the names on it, the calls in it."""

from __future__ import annotations

import ast
import inspect
import linecache
import textwrap
import tokenize
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from types import CodeType

    from asyncproof.loop.waits.chain import Link

_Function = (ast.FunctionDef, ast.AsyncFunctionDef)
_Loop = (ast.For, ast.AsyncFor, ast.While)
_Nested = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)

_MOST = 1_000
_read: dict[tuple[str, CodeType], tuple[ast.AST, ...]] = {}


@dataclass(frozen=True)
class Block:
    """One context manager of a `with` or `async with` statement."""

    line: int
    text: str


@dataclass(frozen=True)
class Call:
    """A call `receiver.method(…)` somewhere in a function."""

    node: ast.Call
    function: ast.Attribute

    @property
    def line(self) -> int:
        """The line that the call begins on."""
        return self.node.lineno

    @property
    def method(self) -> str:
        """The name of what is called."""
        return self.function.attr

    @property
    def receiver(self) -> ast.expr:
        """The expression of the object whose method is called."""
        return self.function.value

    @property
    def text(self) -> str:
        """The call as it is written, without its arguments."""
        return ast.unparse(self.function)


def blocks_around(link: Link) -> list[Block]:
    """Return the `with` blocks around the line of *link*, the outermost first."""
    line = link.frame.f_lineno
    return [
        Block(item.context_expr.lineno, ast.unparse(item.context_expr))
        for node in nodes_of(link)
        if isinstance(node, (ast.With, ast.AsyncWith)) and _covers(node, line)
        for item in node.items
    ]


def names_at(link: Link) -> list[tuple[str, ast.expr]]:
    """Return the names, attributes and subscripts written on the line of *link*, the longest first."""
    line = link.frame.f_lineno
    found = [
        (ast.unparse(node), node)
        for node in nodes_of(link)
        if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) and _covers(node, line)
    ]
    return sorted(found, key=lambda pair: -len(pair[0]))


def calls_ahead(link: Link, methods: Collection[str]) -> list[Call]:
    """Return the calls of *methods* that the function of *link* may still come to."""
    line = link.frame.f_lineno
    calls = list(_calls(link, methods))
    again = (
        [node for node in nodes_of(link) if isinstance(node, _Loop) and _covers(node, line)] if calls else []
    )
    return [call for call in calls if call.line > line or any(_covers(node, call.line) for node in again)]


def acquires_behind(link: Link) -> list[Call]:
    """Return the awaited `acquire()` and the `release()` calls above the line of *link* in its function."""
    awaited = {id(call) for node in nodes_of(link) if isinstance(node, ast.Await) for call in _awaited(node)}
    return [
        call
        for call in _calls(link, ("acquire", "release"))
        if call.line < link.frame.f_lineno and (id(call.node) in awaited or call.method == "release")
    ]


def _awaited(node: ast.Await) -> Iterator[ast.expr]:
    """Yield the call that is awaited, and the one inside if it is awaited by way of `wait_for`."""
    yield node.value
    if isinstance(node.value, ast.Call) and ast.unparse(node.value.func).endswith("wait_for"):
        yield from node.value.args[:1]


def _calls(link: Link, methods: Collection[str]) -> Iterator[Call]:
    if not set(methods).intersection(link.code.co_names):
        return
    for node in nodes_of(link):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods:
            yield Call(node, node.func)


def _covers(node: ast.expr | ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def nodes_of(link: Link) -> tuple[ast.AST, ...]:
    """Return the nodes of the function of *link*, those of functions inside left out."""
    key = (link.code.co_filename, link.code)
    if key not in _read:
        if len(_read) >= _MOST:
            _read.clear()
        function = _find(link)
        _read[key] = tuple(_own_nodes(function)) if function else ()
    return _read[key]


def _own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(function):
        if not isinstance(child, _Nested):
            yield child
            yield from _own_nodes(child)


def _find(link: Link) -> ast.AST | None:
    code = link.code
    lines = linecache.getlines(code.co_filename, link.frame.f_globals)
    tree = _tree("".join(lines)) if lines else ()
    if tree is None:
        return _find_in_page(lines[code.co_firstlineno - 1 :], code)
    around = [node for node in tree if _start(node) <= code.co_firstlineno <= (node.end_lineno or 0)]
    named = [node for node in around if node.name == code.co_name and _start(node) == code.co_firstlineno]
    # A comprehension's frame has no definition of its own: the innermost function around it will do.
    return named[0] if named else max(around, key=lambda node: node.lineno, default=None)


def _find_in_page(lines: list[str], code: CodeType) -> ast.AST | None:
    """Find a function in a text that is not Python as a whole, such as a page of documentation."""
    try:
        (node,) = ast.parse(textwrap.dedent("".join(inspect.getblock(lines)))).body
    except (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError):
        return None
    if not isinstance(node, _Function) or node.name != code.co_name:
        return None
    return ast.increment_lineno(node, code.co_firstlineno - 1)


def _start(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


@lru_cache(maxsize=32)
def _tree(source: str) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...] | None:
    try:
        with warnings.catch_warnings():  # what there is to warn of was said when the code was compiled
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return tuple(node for node in ast.walk(tree) if isinstance(node, _Function))
