"""What expressions are worth: names are looked up across files, calls answered by what functions return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.facts import END, ClassFacts, FunctionFacts, reaching
from asyncproof.check.facts.term import (
    Imported,
    Subscript,
)
from asyncproof.check.linking import calls, members, mocks, promises, spelling, terms, wrapping
from asyncproof.check.linking.aliasing import aliased
from asyncproof.check.linking.alternatives import one_of
from asyncproof.check.linking.function import Function
from asyncproof.check.linking.klass import Class, Line, line_of
from asyncproof.check.linking.memory import Memory
from asyncproof.check.linking.shape import Shape, shape_of
from asyncproof.check.linking.value import (
    UNKNOWN,
    AsyncGenerator,
    Awaitable,
    ClassValue,
    Coroutine,
    Foreign,
    FunctionValue,
    Generator,
    Instance,
    Items,
    Manager,
    MockValue,
    ModuleValue,
    Plain,
    Value,
    joined,
    opened,
)

if TYPE_CHECKING:
    from asyncproof.check.facts import Binding, Path, Position, Term
    from asyncproof.check.linking.project import Project
    from asyncproof.check.linking.scope import Scope

_DEEPEST = 60
_OF_FUTURES = frozenset(("motor",))
"""Libraries whose stubs say `async def` of functions that begin their work at once, in a thread."""


class Evaluator:
    """Evaluates terms; one for each run, as it remembers what it has found out."""

    def __init__(self, project: Project) -> None:
        """Look names up in a project."""
        self.project = project
        self._depth = 0
        self._busy: set[object] = set()
        self._memory = Memory()
        # By the numbers of facts, which are cheaper to look up; what has a number stays with it.
        self._lines: dict[int, tuple[Line, Class]] = {}
        self._shapes: dict[int, tuple[Shape, Function]] = {}
        self._owners: dict[tuple[int, str, bool], tuple[Class | Value | None, Class]] = {}
        self._lining = 0
        self.notes: dict[object, object] = {}
        """What others have found out by it, so that they need not look again."""

    # -- terms --

    def value(self, term: Term, scope: Scope, at: Position = END, path: Path = ()) -> Value:
        """Return what an expression is worth at a place."""
        reader = terms.READERS.get(term.__class__)
        if reader is None:
            return UNKNOWN
        if self._depth > _DEEPEST:
            self._memory.guess()
            return UNKNOWN
        self._depth += 1
        try:
            return reader(self, term, scope, at, path)
        finally:
            self._depth -= 1

    def name(self, name: str, scope: Scope, at: Position = END, path: Path = ()) -> Value:
        """Return what a name stands for at a place."""
        bindings = scope.bindings.get(name)
        if not bindings:  # then it is the same all over the scope
            key = scope, name, scope.givers
            found: Value = self._memory.keep(key, self._name_from_around, name, scope)
            return found
        if len(bindings) == 1 and bindings[0].at < at and not bindings[0].path:
            return self.of_binding(bindings[0], scope)
        return self.bound(name, scope, at, path) or UNKNOWN

    def _name_from_around(self, name: str, scope: Scope) -> Value:
        for number, around in enumerate(scope.names_from()):
            found = self.bound(name, around)
            if found is not None:
                return opened(found) if number else found  # a mock may be told anything in between
        found = self.through_stars(name, scope.module.scope)
        if found is not None:
            return found
        return Foreign(f"builtins.{name}") if name in spelling.BUILTIN else UNKNOWN

    def bound(self, name: str, scope: Scope, at: Position = END, path: Path = ()) -> Value | None:
        """Return what a scope itself binds a name to; None if it does not."""
        bindings = scope.bindings.get(name)
        if at is END and not path and scope.function is None:
            return (
                self._memory.get((id(scope), name), self._bound_at_end, bindings, scope) if bindings else None
            )
        parameter = calls.parameter_named(scope.function, name)
        if not bindings:
            return None if parameter is None else calls.value_of_parameter(self, scope, parameter)
        alive = reaching(bindings, at, path)
        values = [self.of_binding(binding, scope) for binding in alive]
        if parameter is not None and not any(binding.path == path[: len(binding.path)] for binding in alive):
            values.append(calls.value_of_parameter(self, scope, parameter))
        return one_of(values) if values else UNKNOWN

    def _bound_at_end(self, bindings: tuple[Binding, ...], scope: Scope) -> Value:
        values = [self.of_binding(binding, scope) for binding in reaching(bindings, END, ())]
        return one_of(values) if values else UNKNOWN

    def of_binding(self, binding: Binding, scope: Scope) -> Value:
        """Return what one binding of a scope gives its name."""
        return self._memory.get((id(scope), id(binding)), self._of_binding, binding, scope)

    def _of_binding(self, binding: Binding, scope: Scope) -> Value:
        value = binding.value
        if isinstance(value, FunctionFacts):
            function = Function(value, scope)
            is_strange = self.shape(function) is Shape.UNKNOWN
            return wrapping.wrapped(self, function) if is_strange else FunctionValue(function)
        if isinstance(value, ClassFacts):
            return ClassValue(Class(value, scope))
        if isinstance(value, Imported):
            return self._imported(value, scope)
        if binding.annotation is not None:
            found = promises.instance_of(self, binding.annotation, scope)
            if found is not UNKNOWN:
                return found
        return aliased(self.value(value, scope, binding.at, binding.path), value, scope)

    def _imported(self, term: Imported, scope: Scope) -> Value:
        name = scope.module.absolute(term.module, term.level)
        if name is None:
            return UNKNOWN
        if term.name is None:
            return self.module(name, scope)
        return self.member_of_module(name, term.name, scope)

    def module(self, name: str, scope: Scope) -> Value:
        """Return a module by its full name."""
        module = self.project.module(name, scope.module)
        return Foreign(name) if module is None else ModuleValue(module)

    def member_of_module(self, module_name: str, name: str, scope: Scope) -> Value:
        """Return what `from module import name` gives."""
        module = self.project.module(module_name, scope.module)
        if module is None:
            return Foreign(f"{module_name}.{name}")
        found = self.bound(name, module.scope)
        if found is None:
            found = self.through_stars(name, module.scope)
        if found is None:
            inner = self.project.module(f"{module_name}.{name}", scope.module)
            unknown = Foreign(f"{module_name}.{name}") if module.is_table else UNKNOWN
            found = unknown if inner is None else ModuleValue(inner)
        return found

    def through_stars(self, name: str, scope: Scope) -> Value | None:
        """Return what a module takes from others by `*` under a name; None if there is no such thing."""
        for source, level in reversed(scope.module.facts.stars):
            full = scope.module.absolute(source, level)
            key = "star", full, name
            if full is None:
                continue
            if key in self._busy:
                self._memory.guess()
                continue
            module = self.project.module(full, scope.module)
            if module is None:
                return UNKNOWN
            if module.facts.exported is not None and name not in module.facts.exported:
                continue
            self._busy.add(key)
            try:
                found = self.bound(name, module.scope)
                found = self.through_stars(name, module.scope) if found is None else found
            finally:
                self._busy.discard(key)
            if found is not None:
                return found
        return None

    # -- functions and classes --

    def shape(self, function: Function) -> Shape:
        """Return what decorators make of a function."""
        if not function.facts.decorators and not function.facts.is_async:
            return Shape.PLAIN
        key = id(function.facts)
        known = self._shapes.get(key)
        if known is None:
            self._shapes[key] = Shape.UNKNOWN, function  # one that is decorated by itself
            names = [self.full_name(decorator, function.home) for decorator in function.facts.decorators]
            is_open = _begins_at_once(function)
            known = self._shapes[key] = Shape.UNKNOWN if is_open else shape_of(names), function
        return known[0]

    def full_name(self, term: Term, scope: Scope) -> str | None:
        """Return the full name of what an expression names, as imports spell it: `asyncio.sleep`."""
        return spelling.full_name(self, term, scope)

    def spelled(self, name: str, scope: Scope) -> str | None:
        """Return the full name of what a name stands for."""
        key = scope, name
        if key in self._busy:  # as in `datetime = datetime.datetime`
            self._memory.guess()
            return None
        found: str | None = self._memory.keep(key, self._spelled, name, scope)
        return found

    def _spelled(self, name: str, scope: Scope) -> str | None:
        key = scope, name
        self._busy.add(key)
        try:
            return spelling.spelled(self, name, scope)
        finally:
            self._busy.discard(key)

    def line(self, klass: Class) -> Line:
        """Return a class and its bases in the order in which they are asked."""
        key = id(klass.facts)
        known = self._lines.get(key)
        if known is None:
            self._lines[key] = (klass, None), klass
            self._lining += 1
            known = self._lines[key] = line_of(klass, self._bases), klass
            self._lining -= 1
        return known[0]

    def owner(self, klass: Class, name: str, *, of_object: bool) -> Class | Value | None:
        """Return the class that has a member, `UNKNOWN` where it may be another, None if there is none."""
        key = id(klass.facts), name, of_object
        known = self._owners.get(key)
        if known is not None:
            return known[0]
        found = members.owner_of(self, klass, name, of_object=of_object)
        if not self._lining:
            self._owners[key] = found, klass
        return found

    def _bases(self, klass: Class) -> list[Class | None]:
        found: list[Class | None] = []
        for base in klass.facts.bases:
            term = base.base if isinstance(base, Subscript) else base
            value = self.value(term, klass.home, klass.facts.at)
            if isinstance(value, ClassValue):
                found.append(value.klass)
            elif not _matters_not(self.full_name(term, klass.home)):
                found.append(None)
        return found

    def result(self, function: Function, receiver: Value | None) -> Value:
        """Return what a call of a function gives."""
        return self._memory.get((function, receiver), calls.result_of, self, function, receiver)

    def given_by(self, function: Function) -> Value:
        """Return what a fixture gives."""
        return calls.given_by(self, function)

    # -- values --

    def member(self, value: Value, name: str) -> Value:
        """Return an attribute of a value."""
        if isinstance(value, MockValue):
            return mocks.attribute(self, value, name)
        return members.member(self, value, name)

    def lacks(self, value: Instance, name: str) -> bool:
        """Tell whether it is certain that the class of an object has no such member."""
        if any(klass is None or klass.home.module.is_table for klass in self.line(value.klass)):
            return False  # our tables leave much out
        return members.in_class(self, value.klass, name, value) is None

    def awaited(self, value: Value) -> Value:
        """Return what `await` gives."""
        if isinstance(value, (Coroutine, Awaitable)):
            return value.result
        if isinstance(value, Instance):
            outcome = self.dunder(value, "__await__")
            return outcome.result if isinstance(outcome, Generator) else UNKNOWN
        return UNKNOWN

    def dunder(self, value: Instance, name: str) -> Value:
        """Return what calling a special method of an object gives."""
        found = members.in_class(self, value.klass, name, value)
        return self.result(found.function, value) if isinstance(found, FunctionValue) else UNKNOWN

    def entered(self, value: Value, *, is_async: bool) -> Value:
        """Return what `with` or `async with` binds."""
        if isinstance(value, Manager):
            return value.result if value.is_async is is_async else UNKNOWN
        if isinstance(value, MockValue):
            return self._entered_mock(value, is_async=is_async)
        if isinstance(value, Instance):
            outcome = self.dunder(value, "__aenter__" if is_async else "__enter__")
            return self.awaited(outcome) if is_async else outcome
        return UNKNOWN

    def _entered_mock(self, mock: MockValue, *, is_async: bool) -> Value:
        if mock.kind == "Mock" or mock.attributes or mock.is_open_ended:
            return UNKNOWN
        return MockValue("AsyncMock" if is_async else "MagicMock")

    def item(self, value: Value, *, is_async: bool) -> Value:
        """Return what a loop over a value binds."""
        if isinstance(value, AsyncGenerator):
            return value.item if is_async else UNKNOWN
        if is_async:
            return UNKNOWN
        if isinstance(value, Generator):
            return value.item
        if isinstance(value, Items) and value.type != "dict":
            return joined(list(value.items)) if value.items else UNKNOWN
        if isinstance(value, Plain) and value.item is not None and value.type != "dict":
            return value.item
        return UNKNOWN


def _begins_at_once(function: Function) -> bool:
    """Tell whether a function that a stub calls async gives a future, whose work goes on by itself."""
    return function.facts.is_async and function.home.module.name.partition(".")[0] in _OF_FUTURES


def _matters_not(name: str | None) -> bool:
    """Tell whether a base that is not at hand has no members that a test could mean."""
    return name in {
        "builtins.object",
        "typing.Generic",
        "typing.Protocol",
        "typing_extensions.Protocol",
        "abc.ABC",
        "collections.abc.Awaitable",
        "collections.abc.Coroutine",
        "typing.Awaitable",
        "typing.Coroutine",
    }
