"""Terms: what an expression is made of, in plain values that can be kept when its syntax tree is gone.

A term says no more than whoever evaluates it can use; everything else is `OPAQUE`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, NamedTuple, Union

if TYPE_CHECKING:
    from collections.abc import Callable

_DEEPEST = 40
_SHORT = 200
_FEW = 24  # items of a display, arguments of a call: more are data, not code


class Opaque(NamedTuple):
    """Something that nobody can say anything about."""


class Constant(NamedTuple):
    """A literal: the name of its type and, if it is small, its value."""

    type: str
    value: str | int | bool | None = None


class Name(NamedTuple):
    """A name, looked up in its scope."""

    id: str


class Attribute(NamedTuple):
    """An attribute of something."""

    base: Term
    name: str


class Call(NamedTuple):
    """A call; `open_ended` where it has `*args` or `**kwargs`."""

    function: Term
    arguments: tuple[Term, ...] = ()
    keywords: tuple[tuple[str, Term], ...] = ()
    open_ended: bool = False


class Subscript(NamedTuple):
    """`base[inside]`, in an annotation the arguments of a generic."""

    base: Term
    inside: Term


class Display(NamedTuple):
    """A tuple, list, set or dict that is written out; of a dict its values."""

    type: str
    items: tuple[Term, ...]


class Either(NamedTuple):
    """One of several: `a or b`, `a if c else b`, `A | B`."""

    choices: tuple[Term, ...]


class Awaited(NamedTuple):
    """`await value`."""

    value: Term


class Entered(NamedTuple):
    """What `with` or `async with` binds."""

    value: Term
    is_async: bool


class Item(NamedTuple):
    """What `for` or `async for` binds."""

    value: Term
    is_async: bool


class Unpacked(NamedTuple):
    """One of the items of a value that is taken apart."""

    value: Term
    number: int


class Lambda(NamedTuple):
    """A lambda, and what it returns."""

    body: Term


class Comprehension(NamedTuple):
    """A list or set of one item a step; where its scope begins, and where the item stands."""

    kind: str
    item: Term
    begin: tuple[int, int]
    at: tuple[int, int]


class Imported(NamedTuple):
    """What an import binds: a module, or a name in one; `level` counts the dots."""

    module: str
    name: str | None
    level: int


Term = Union[  # noqa: UP007 - Python 3.10 reads the names of later classes in it
    Opaque,
    Constant,
    Name,
    Attribute,
    Call,
    Subscript,
    Display,
    Either,
    Awaited,
    Entered,
    Item,
    Unpacked,
    Lambda,
    Comprehension,
    Imported,
]

OPAQUE = Opaque()
SLICE = Display("slice", ())
"""`first:last`: what it takes out of a list is a list."""
_new: Any = tuple.__new__
"""Makes a named tuple without its own `__new__`, which takes longer than all else: most facts are terms."""


def term_of(node: ast.expr | None, depth: int = 0) -> Term:
    """Return the term of an expression."""
    make = _MAKERS.get(node.__class__)
    if make is None or depth > _DEEPEST:
        return OPAQUE
    return make(node, depth + 1)


def dotted(term: Term) -> str | None:
    """Return `a.b.c` for a name with attributes."""
    if term.__class__ is Name:
        return term.id
    parts: list[str] = []
    while isinstance(term, Attribute):
        parts.append(term.name)
        term = term.base
    if not isinstance(term, Name):
        return None
    parts.append(term.id)
    parts.reverse()
    return ".".join(parts)


def _constant(node: ast.Constant, _: int) -> Any:
    value: Any = node.value
    kind = value.__class__
    if kind is str:
        return _new(Constant, ("str", value if len(value) < _SHORT else None))
    return _new(Constant, (kind.__name__, value if isinstance(value, int) else None))


def _call(node: ast.Call, depth: int) -> Any:
    if not node.keywords and not node.args:
        return _new(Call, (term_of(node.func, depth), (), (), False))
    open_ended = len(node.args) > _FEW or len(node.keywords) > _FEW
    arguments = []
    for argument in node.args[:_FEW]:
        if argument.__class__ is ast.Starred:
            open_ended = True
            break
        arguments.append(term_of(argument, depth))
    keywords = []
    for keyword in node.keywords[:_FEW]:
        if keyword.arg is None:
            open_ended = True
        else:
            keywords.append((keyword.arg, term_of(keyword.value, depth)))
    return _new(Call, (term_of(node.func, depth), tuple(arguments), tuple(keywords), open_ended))


def _display(kind: str) -> Callable[[ast.expr, int], Term]:
    def make(node: ast.expr, depth: int) -> Term:
        items = node.values if isinstance(node, ast.Dict) else node.elts  # type: ignore[attr-defined] # made for displays only
        if len(items) > _FEW or any(item.__class__ is ast.Starred for item in items):
            return Constant(kind)
        return Display(kind, tuple(term_of(item, depth) for item in items))

    return make


def _comprehension(kind: str) -> Callable[[ast.expr, int], Term]:
    def make(node: ast.expr, depth: int) -> Term:
        item: ast.expr = node.elt  # type: ignore[attr-defined] # made for two kinds of comprehension only
        begin, at = (node.lineno, node.col_offset), (item.lineno, item.col_offset)
        return Comprehension(kind, term_of(item, depth), begin, at)

    return make


def _binary(node: ast.BinOp, depth: int) -> Term:
    if node.op.__class__ is ast.BitOr:
        return Either((term_of(node.left, depth), term_of(node.right, depth)))
    if node.op.__class__ is ast.Div:  # a path and another, most often
        return Call(Attribute(term_of(node.left, depth), "__truediv__"), (term_of(node.right, depth),))
    return OPAQUE


_MAKERS: dict[type, Callable[..., Term]] = {
    ast.Constant: _constant,
    ast.Name: lambda node, _: _new(Name, (node.id,)),
    ast.Attribute: lambda node, depth: _new(Attribute, (term_of(node.value, depth), node.attr)),
    ast.Call: _call,
    ast.Subscript: lambda node, depth: Subscript(term_of(node.value, depth), term_of(node.slice, depth)),
    ast.Slice: lambda *_: SLICE,
    ast.Await: lambda node, depth: Awaited(term_of(node.value, depth)),
    ast.NamedExpr: lambda node, depth: term_of(node.value, depth),
    ast.IfExp: lambda node, depth: Either((term_of(node.body, depth), term_of(node.orelse, depth))),
    ast.BoolOp: lambda node, depth: Either(tuple(term_of(value, depth) for value in node.values)),
    ast.BinOp: _binary,
    ast.Tuple: _display("tuple"),
    ast.List: _display("list"),
    ast.Set: _display("set"),
    ast.Dict: _display("dict"),
    ast.ListComp: _comprehension("list"),
    ast.SetComp: _comprehension("set"),
    ast.DictComp: lambda *_: Constant("dict"),
    ast.JoinedStr: lambda *_: Constant("str"),
    ast.Lambda: lambda node, depth: Lambda(term_of(node.body, depth)),
}
