"""One scope of a module while its facts are gathered: what it binds, and where."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from asyncproof.check.facts.doing import Doing
from asyncproof.check.facts.expressions import EXPRESSIONS
from asyncproof.check.facts.facts import Binding, Bindings, ClassFacts, FunctionFacts, Giving
from asyncproof.check.facts.flow import Arm, Path, Position
from asyncproof.check.facts.held import held_by
from asyncproof.check.facts.nodes import (
    at_of,
    declared_elsewhere,
    dotted_name,
    is_empty,
    is_static,
    parameters_of,
)
from asyncproof.check.facts.parts import LEAVES, PARTS
from asyncproof.check.facts.statements import READERS
from asyncproof.check.facts.term import OPAQUE, Term, Unpacked, term_of

if TYPE_CHECKING:
    from collections.abc import Iterable


_new: Any = tuple.__new__
_LAST_FIRST = {kind: tuple(reversed(parts)) for kind, parts in PARTS.items()}


class Scope:
    """The bindings of one scope, as they are gathered."""

    def __init__(
        self, qualname: str, *, outer: Scope | None = None, class_of_self: Scope | None = None
    ) -> None:
        """Begin empty, inside of *outer*; *class_of_self* takes what is assigned to `self`."""
        self.qualname = qualname
        self.bindings: dict[str, list[Binding]] = {}
        self.stars: list[tuple[str, int]] = []
        self.returns: list[Giving] = []
        self.yields: list[Giving] = []
        self.is_generator = False
        self.attributes: dict[str, list[tuple[str, Binding]]] = {}
        self.outer = outer
        self.doing: Doing = Doing(self.bindings, None if outer is None else outer.doing)
        self._class = class_of_self
        self._own_name = qualname.rpartition(".")[2]
        self._self = ""
        self._elsewhere: set[str] = set()

    def finished(self) -> Bindings:
        """Return the bindings, each name's in the order of the source."""
        return {name: tuple(found) for name, found in self.bindings.items()}

    def bind(self, name: str, value: Any, at: Position, path: Path, annotation: Term | None = None) -> None:
        """Note a binding."""
        if name in self._elsewhere:
            self._bind_outside(name, at)
            return
        binding = _new(Binding, (value, at, path, annotation))
        known = self.bindings.get(name)
        if known is None:
            self.bindings[name] = [binding]
        else:
            known.append(binding)

    def _bind_outside(self, name: str, at: Position) -> None:
        """Make a name that is declared global or nonlocal uncertain in the scopes around."""
        scope = self.outer
        while scope is not None:
            unsure = Binding(OPAQUE, at, (Arm(at, 0, "call"),))
            scope.bindings.setdefault(name, []).append(unsure)
            scope = scope.outer

    def give(self, giving: Giving | None) -> None:
        """Note a `yield`, None for one whose items come from elsewhere."""
        self.is_generator = True
        if giving is not None:
            self.yields.append(giving)

    # -- statements --

    def read(self, body: Iterable[ast.stmt], path: Path) -> None:
        """Read the statements of a block."""
        for statement in body:
            reader = READERS.get(statement.__class__)
            if reader is not None:
                reader(self, statement, path)

    def look_into(self, node: ast.expr | None, path: Path) -> None:
        """Find what an expression binds or yields: `:=`, comprehensions, `yield`."""
        stack: list[Any] = [node] if node.__class__ not in LEAVES else []
        while stack:
            one = stack.pop()
            kind = one.__class__
            if kind is ast.Call:
                self.doing.call(one, path)
                _put_call(one, stack)
                continue
            reader = EXPRESSIONS.get(kind)
            if reader is not None and reader(self, one, path):
                continue
            for field in _LAST_FIRST[kind]:  # the first comes out first: order is that of the source
                value = getattr(one, field, None)
                if value.__class__ is list:
                    for inner in reversed(value):
                        if inner.__class__ not in LEAVES:
                            stack.append(inner)  # noqa: PERF401 - most lists have no item or one
                elif value.__class__ not in LEAVES:
                    stack.append(value)

    def bind_target(
        self,
        target: ast.expr,
        value: Term,
        path: Path,
        annotation: Term | None = None,
        at: Position | None = None,
    ) -> None:
        """Note what an assignment binds: names, items, and dotted names such as `client.get.return_value`."""
        at = at or at_of(target)
        if isinstance(target, ast.Name):
            self.bind(target.id, value, at, path, annotation)
        elif isinstance(target, (ast.Tuple, ast.List)):
            starred = any(isinstance(item, ast.Starred) for item in target.elts)
            for index, item in enumerate(target.elts):
                inner = item.value if isinstance(item, ast.Starred) else item
                self.bind_target(inner, OPAQUE if starred else Unpacked(value, index), path, at=at)
        elif isinstance(target, ast.Attribute):
            self._bind_attribute(target, value, at, path, annotation)

    def _bind_attribute(
        self, target: ast.Attribute, value: Term, at: Position, path: Path, annotation: Term | None
    ) -> None:
        name = dotted_name(target)
        if name is None:
            return
        base, _, last = name.rpartition(".")
        if base == self._self and self._class is not None:
            noted = (self._own_name, Binding(value, at, path, annotation))
            self._class.attributes.setdefault(last, []).append(noted)
        self.bind(name, value, at, path, annotation)

    # -- definitions --

    def define(self, node: ast.FunctionDef | ast.AsyncFunctionDef, path: Path) -> None:
        """Read a function."""
        for decorator in node.decorator_list:
            self.look_into(decorator, path)
        self.bind(node.name, self.function(node, None), at_of(node), path)

    def function(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, class_of_self: Scope | None
    ) -> FunctionFacts:
        """Return the facts of a function that is defined in this scope."""
        qualname = f"{self.qualname}.{node.name}" if self.qualname else node.name
        inner = Scope(qualname, outer=self, class_of_self=class_of_self)
        inner.doing.notes_calls = not isinstance(node, ast.AsyncFunctionDef)
        parameters = tuple(parameters_of(node.args))
        if class_of_self is not None and parameters and not is_static(node):
            inner._self = parameters[0].name
        inner._elsewhere = declared_elsewhere(node.body)
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call):
                inner.doing.call(decorator, ())
        inner.read(node.body, ())
        self.doing.replaces += inner.doing.replaces
        return FunctionFacts(
            node.name,
            qualname,
            at_of(node),
            isinstance(node, ast.AsyncFunctionDef),
            inner.is_generator,
            tuple(term_of(decorator) for decorator in node.decorator_list),
            parameters,
            term_of(node.returns) if node.returns is not None else None,
            tuple(inner.returns),
            tuple(inner.yields),
            inner.finished(),
            is_empty(node.body),
            tuple(inner.doing.uses),
            tuple(dict.fromkeys(inner.doing.replaces)),
            tuple(inner.doing.asks),
            inner.doing.raises,
            tuple(inner.doing.calls.items()) if isinstance(node, ast.FunctionDef) else (),
            held_by(node, (*inner.returns, *inner.yields), inner.bindings),
        )

    def define_class(self, node: ast.ClassDef, path: Path) -> None:
        """Read a class."""
        self.bind(node.name, self.class_of(node), at_of(node), path)

    def class_of(self, node: ast.ClassDef) -> ClassFacts:
        """Return the facts of a class that is defined in this scope."""
        qualname = f"{self.qualname}.{node.name}" if self.qualname else node.name
        inner = ClassScope(qualname, outer=self)
        inner.read(node.body, ())
        return ClassFacts(
            node.name,
            qualname,
            at_of(node),
            tuple(term_of(base) for base in node.bases),
            tuple((keyword.arg or "**", term_of(keyword.value)) for keyword in node.keywords),
            tuple(term_of(decorator) for decorator in node.decorator_list),
            inner.finished(),
            {name: tuple(found) for name, found in inner.attributes.items()},
        )


class ClassScope(Scope):
    """The bindings of a class body."""

    def define(self, node: ast.FunctionDef | ast.AsyncFunctionDef, path: Path) -> None:
        """Read a method, whose first parameter is the object."""
        self.bind(node.name, self.function(node, self), at_of(node), path)


def _put_call(node: ast.Call, stack: list[Any]) -> None:
    """Put the parts of a call on a stack, without those that hold nothing: what most expressions are."""
    for keyword in reversed(node.keywords):
        if keyword.value.__class__ not in LEAVES:
            stack.append(keyword.value)  # noqa: PERF401 - most lists have no item or one
    for argument in reversed(node.args):
        if argument.__class__ not in LEAVES:
            stack.append(argument)  # noqa: PERF401 - as above
    function: Any = node.func
    while function.__class__ is ast.Attribute:
        function = function.value
    if function.__class__ not in LEAVES:
        stack.append(function)
