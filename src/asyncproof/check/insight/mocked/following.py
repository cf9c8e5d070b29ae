"""Follows a mock into the function that a test hands it to: what is done there with which part of it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asyncproof.check.expecting import is_meant_to_fail
from asyncproof.check.facts import ClassFacts, FunctionFacts, term_of
from asyncproof.check.facts.nodes import last_name
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.facts.replaced import ANYTHING
from asyncproof.check.facts.term import Call, Either, Name
from asyncproof.check.insight.mocked.made import dotted, has_mocks, outermost
from asyncproof.check.insight.mocked.prepared import arguments_of, prepared
from asyncproof.check.insight.mocked.substituting import Substitution, is_straight, named
from asyncproof.check.linking import ClassValue, Function, FunctionValue, Instance, MockValue
from asyncproof.check.linking.calls import parameter_named
from asyncproof.check.replacing import root_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.facts import Term, Use
    from asyncproof.check.here import Here
    from asyncproof.check.insight.mocked.prepared import Prepared
    from asyncproof.check.linking import Value

_HARMLESS = frozenset({"isinstance", "print", "id", "repr", "str"})
_CHANGING = frozenset({"attach_mock", "configure_mock", "mock_add_spec"})


_AWAITING = (ast.Await, ast.Call, ast.List, ast.Tuple, ast.Starred, ast.ListComp, ast.GeneratorExp)
"""What a call stands in that is awaited, by itself or by `gather` and its like; no other is followed."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a test hands over, and what the code there calls it: a parameter, or `self.client`."""

    name: str
    term: Term
    node: ast.expr
    by: tuple[ast.Call, ...]
    """The calls that get it: that of the function and, for an object, that of its class."""
    made: Prepared | None = None
    """The object that got it, if a fixture has made that: the term is one of the fixture."""


@dataclass(frozen=True, slots=True)
class Reached:
    """One use that the code makes, for certain, of what a test hands over."""

    given: Given
    use: Use
    function: Function
    source: Value
    """What is named there: what is called or, if nothing is, what is used."""
    value: Value
    """What is awaited, entered, iterated or dropped there."""

    @property
    def written(self) -> str:
        """What is used there, as the code writes it."""
        return f"{self.use.name}()" if self.use.is_called else self.use.name

    @property
    def place(self) -> str:
        """The function, as words."""
        return self.function.facts.qualname


def reached(here: Here, call: ast.Call) -> tuple[Reached, ...]:
    """Return what a call does with the objects that the test gives it, or has given to the object called.

    Only what is certain: the function is the project's own, each call of it comes to the use, it asks for no
    types, and nobody else gets the object. Several rules ask for it, and it is found out once.
    """
    if not isinstance(here.parent, _AWAITING) or not has_mocks(here):
        return ()
    key = "reached", call
    if key not in here.known:
        here.known[key] = tuple(_reached(here, call))
    found: tuple[Reached, ...] = here.known[key]
    return found


def _reached(here: Here, call: ast.Call) -> Iterator[Reached]:
    if not (call.args or call.keywords or isinstance(call.func, ast.Attribute)):
        return
    callee = here.value(call.func) if here.may_be(call.func, FunctionValue) else None
    if not isinstance(callee, FunctionValue) or not callee.function.home.module.is_own:
        return
    facts = callee.function.facts
    uses = [use for use in facts.uses if use.is_certain]
    if not uses or ANYTHING in facts.asks or is_meant_to_fail(here.parents, call):
        return
    for given in (*_given_to(call, callee.function), *_kept_by(here, call, callee)):
        if _is_asked(facts, given) or not _is_mock(here, given, call) or _has_others(here, given):
            continue
        if _is_replaced(here, call, callee):
            return
        argument = Substitution(facts, named(given.name), given.term)
        for use in uses:
            term = argument.of(named(use.name), use.at)
            if term is not None:
                yield Reached(given, use, callee.function, *_values(here, term, use, given, call))


def _is_asked(facts: FunctionFacts, given: Given) -> bool:
    """Tell whether a function asks what it was given, or a part of that, is."""
    return any(f"{asked}.".startswith(f"{given.name}.") for asked in facts.asks)


def _is_mock(here: Here, given: Given, call: ast.Call) -> bool:
    return isinstance(_value(here, given.term, given, call), MockValue)


def _value(here: Here, term: Term, given: Given, call: ast.Call) -> Value:
    """Return what a term is worth where the object was given: in the test, or in the fixture."""
    if given.made is not None:
        return here.evaluator.value(term, given.made.scope, given.made.at)
    return here.evaluator.value(term, here.scope, (call.lineno, call.col_offset), here.path)


def _is_replaced(here: Here, call: ast.Call, callee: FunctionValue) -> bool:
    """Tell whether the test replaces what it calls, or a part of it."""
    names = {*callee.function.facts.qualname.split("."), *_names(call.func)}
    return bool(names & here.replaced()) or "*" in here.replaced()


def _names(node: ast.expr) -> Iterator[str]:
    while isinstance(node, ast.Attribute):
        yield node.attr
        node = node.value


def _given_to(call: ast.Call, function: Function) -> Iterator[Given]:
    """Yield the arguments of a call by the parameters that get them."""
    facts = function.facts
    names = [one.name for one in facts.parameters if one.kind == "positional"]
    static = any(getattr(mark, "id", "") == "staticmethod" for mark in facts.decorators)
    if function.is_method and not static:
        names = names[1:]
    yield from _paired(call, names, facts)


def _paired(call: ast.Call, names: list[str], facts: FunctionFacts | None) -> Iterator[Given]:
    if any(isinstance(one, ast.Starred) for one in call.args):
        return
    for name, node in zip(names, call.args, strict=False):
        yield Given(name, term_of(node), node, (call,))
    for keyword in call.keywords:
        if keyword.arg is not None and (facts is None or parameter_named(facts, keyword.arg) is not None):
            yield Given(keyword.arg, term_of(keyword.value), keyword.value, (call,))


def _kept_by(here: Here, call: ast.Call, callee: FunctionValue) -> Iterator[Given]:
    """Yield what the object whose method is called was given, by the attributes that keep it."""
    if not isinstance(call.func, ast.Attribute) or not isinstance(callee.receiver, Instance):
        return
    first = callee.function.facts.parameters[:1]
    own = first[0].name if first else "self"
    set_later = {given.name: given for given in _set_on(here, call, own, callee.receiver)}
    yield from set_later.values()
    making = _making(here, call.func.value)
    if making is not None:
        yield from (one for one in _made_with(here, call, callee, making) if one.name not in set_later)
        return
    ready = prepared(here, call.func.value)
    if ready is not None and ready.klass == callee.receiver.klass:
        yield from (one for one in _ready(ready, call, own) if one.name not in set_later)


def _ready(ready: Prepared, call: ast.Call, own: str) -> Iterator[Given]:
    """Yield what a fixture has made an object with."""
    builder = _one(ready.klass.facts, "__init__")
    parameters = () if builder is None else builder.parameters[1:]
    names = [one.name for one in parameters if one.kind == "positional"]
    for name, term in arguments_of(ready, names):
        for attribute in _kept_as(ready.klass.facts, name):
            yield Given(f"{own}.{attribute}", term, call, (call,), ready)


def _kept_as(facts: ClassFacts, name: str) -> Iterator[str]:
    """Yield the attributes in which an object keeps what its class is called with."""
    for attribute, found in facts.attributes.items():
        if len(found) == 1 and found[0][0] == "__init__" and _keeps(found[0][1].value, name):
            yield attribute


def _set_on(here: Here, call: ast.Call, own: str, receiver: Instance) -> Iterator[Given]:
    """Yield what the test assigns to attributes of an object, once and before; methods are another matter."""
    owner = dotted(call.func.value) if isinstance(call.func, ast.Attribute) else None
    function = outermost(here)
    if owner is None or function is None:
        return
    for node in nodes_in(function):
        if not isinstance(node, ast.Assign) or len(node.targets) != 1 or node.lineno >= call.lineno:
            continue
        target = node.targets[0]
        if isinstance(target, ast.Attribute) and dotted(target.value) == owner:
            bindings = here.scope.bindings.get(f"{owner}.{target.attr}", ())
            is_method = isinstance(here.evaluator.member(receiver, target.attr), FunctionValue)
            if len(bindings) == 1 and is_straight(bindings[0].path) and not is_method:
                yield Given(f"{own}.{target.attr}", term_of(node.value), node.value, (call,))


def _made_with(here: Here, call: ast.Call, callee: FunctionValue, making: ast.Call) -> Iterator[Given]:
    """Yield what an object was made with."""
    own = callee.function.facts.parameters[0].name if callee.function.facts.parameters else "self"
    made = here.evaluator.value(
        term_of(making.func), here.scope, (making.lineno, making.col_offset), here.path
    )
    if not isinstance(made, ClassValue) or Instance(made.klass) != callee.receiver:
        return
    facts, scope = made.klass.facts, made.klass.scope
    builder = _one(facts, "__init__")
    if builder is None:
        names = [name for name, found in facts.bindings.items() if found[0].annotation is not None]
        if facts.decorators and not facts.bases:
            yield from (_renamed(one, f"{own}.{one.name}", call) for one in _paired(making, names, None))
        return
    for given in _given_to(making, Function(builder, scope)):
        for name in _kept_as(facts, given.name):
            yield _renamed(given, f"{own}.{name}", call)


def _keeps(value: object, name: str) -> bool:
    """Tell whether a value is that of a parameter, or `name or other()`: a mock is true."""
    if isinstance(value, Either):
        return value.choices[0] == Name(name) and repr(Name(name)) not in repr(value.choices[1:])
    return value == Name(name)


def _renamed(given: Given, name: str, call: ast.Call) -> Given:
    return Given(name, given.term, given.node, (*given.by, call))


def _one(facts: ClassFacts, name: str) -> FunctionFacts | None:
    found = facts.bindings.get(name, ())
    return found[0].value if len(found) == 1 and isinstance(found[0].value, FunctionFacts) else None


def _making(here: Here, node: ast.expr) -> ast.Call | None:
    """Return the call that made an object, where it stands itself or in the one assignment of its name."""
    if isinstance(node, ast.Call):
        return node
    function = outermost(here)
    if not isinstance(node, ast.Name) or function is None or len(here.scope.bindings.get(node.id, ())) != 1:
        return None
    for one in nodes_in(function):
        if isinstance(one, ast.Assign) and isinstance(one.value, ast.Call):
            names = [target.id for target in one.targets if isinstance(target, ast.Name)]
            if node.id in names:
                return one.value
    return None


def _has_others(here: Here, given: Given) -> bool:
    """Tell whether somebody else gets the object, or a part of it, and may change it."""
    root = root_of(given.node)
    function = outermost(here)
    if isinstance(given.node, ast.Call):
        return False
    if root is None or function is None or here.is_told_by_fixture(root):
        return True
    makers = {ast.dump(call.func) for call in given.by}
    for node in nodes_in(function):
        if isinstance(node, ast.Assign) and not isinstance(node.value, (ast.Call, ast.Await)):
            if root_of(node.value) == root and node.value is not given.node:
                return True
        elif isinstance(node, ast.Call) and _gets(node, root) and ast.dump(node.func) not in makers:
            return True
    return False


def _gets(call: ast.Call, root: str) -> bool:
    """Tell whether a call gets what a name stands for, or a part of it, and may change it."""
    name = last_name(call.func)
    if name in _CHANGING and root_of(call.func) == root:
        return True
    others = (*call.args, *(keyword.value for keyword in call.keywords))
    is_harmless = name.startswith("assert") or name in _HARMLESS
    return not is_harmless and any(root_of(one) == root and not isinstance(one, ast.Call) for one in others)


def _values(here: Here, term: Term, use: Use, given: Given, call: ast.Call) -> tuple[Value, Value]:
    source = _value(here, term, given, call)
    return source, _value(here, Call(term), given, call) if use.is_called else source
