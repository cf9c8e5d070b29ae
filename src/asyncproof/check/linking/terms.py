"""One reader for each kind of term."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from asyncproof.check.facts import Arm, dotted, reaching
from asyncproof.check.facts.term import (
    SLICE,
    Attribute,
    Awaited,
    Call,
    Comprehension,
    Constant,
    Display,
    Either,
    Entered,
    Item,
    Lambda,
    Name,
    Subscript,
    Unpacked,
)
from asyncproof.check.linking import calls, mocks, promises
from asyncproof.check.linking.arguments import Arguments
from asyncproof.check.linking.generic import arguments_of
from asyncproof.check.linking.value import (
    NONE,
    UNKNOWN,
    ClassValue,
    Items,
    LambdaValue,
    MockValue,
    Plain,
    Value,
    joined,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.check.facts import Path, Position
    from asyncproof.check.linking.asking import Asking
    from asyncproof.check.linking.scope import Scope


def _constant(_: Asking, term: Constant, *__: Any) -> Value:
    return NONE if term.type == "NoneType" else Plain(term.type, None, term.value)


def _named(asking: Asking, term: Name, scope: Scope, at: Position, path: Path) -> Value:
    return asking.name(term.id, scope, at, path)


def _attribute(asking: Asking, term: Attribute, scope: Scope, at: Position, path: Path) -> Value:
    written = dotted(term)
    if written is not None and written in scope.bindings:
        found = asking.bound(written, scope, at, path)
        if found is not None and reaching(scope.bindings[written], at, path):
            return found
    return asking.member(asking.value(term.base, scope, at, path), term.name)


def _call(asking: Asking, term: Call, scope: Scope, at: Position, path: Path) -> Value:
    function = asking.value(term.function, scope, at, path)
    arguments = Arguments(asking, term, scope, at, path)
    if isinstance(function, MockValue):
        function = as_configured(function, arguments)
    return calls.called(asking, function, arguments)


def as_configured(mock: MockValue, call: Arguments) -> Value:
    """Return a mock with what was assigned to its `return_value` or `side_effect` since it was made."""
    written = dotted(call.call.function)
    if written is None:
        return mock
    bindings = call.scope.bindings
    if reaching(bindings.get(f"{written}.side_effect", ()), call.at, call.path):
        given = mocks.one_after_another(
            call.asking.bound(f"{written}.side_effect", call.scope, call.at, call.path)
        )
        return replace(mock, result=given, has_effect=given is None)
    name = f"{written}.return_value"
    if reaching(bindings.get(name, ()), call.at, call.path):
        mock = replace(mock, result=call.asking.bound(name, call.scope, call.at, call.path) or UNKNOWN)
    told = _told_of_result(name, call)
    return replace(mock, of_result=told) if told else mock


def _told_of_result(written: str, call: Arguments) -> tuple[tuple[str, Value], ...]:
    """Return what was assigned to attributes of `mock.return_value`, unknown where it went deeper."""
    found: dict[str, Value] = {}
    for name in call.scope.bindings:
        if name.startswith(f"{written}."):
            first, _, deeper = name[len(written) + 1 :].partition(".")
            value = None if deeper else call.asking.bound(name, call.scope, call.at, call.path)
            found[first] = UNKNOWN if first in found or value is None else value
    return tuple(found.items())


def _subscript(asking: Asking, term: Subscript, scope: Scope, at: Position, path: Path) -> Value:
    value = asking.value(term.base, scope, at, path)
    if isinstance(value, ClassValue):
        given = tuple(promises.instance_of(asking, one, scope) for one in arguments_of(term))
        return ClassValue(value.klass, given)
    if isinstance(value, Items) and isinstance(term.inside, Constant) and isinstance(term.inside.value, int):
        inside = value.items[term.inside.value : term.inside.value + 1]
        return inside[0] if inside and value.type in {"list", "tuple"} else UNKNOWN
    if isinstance(value, Plain) and value.item is not None:
        return value if term.inside == SLICE else value.item
    return UNKNOWN


def _display(asking: Asking, term: Display, scope: Scope, at: Position, path: Path) -> Value:
    return Items(term.type, tuple(asking.value(item, scope, at, path) for item in term.items))


def _either(asking: Asking, term: Either, scope: Scope, at: Position, path: Path) -> Value:
    return joined([asking.value(choice, scope, at, path) for choice in term.choices])


def _awaited(asking: Asking, term: Awaited, scope: Scope, at: Position, path: Path) -> Value:
    return asking.awaited(asking.value(term.value, scope, at, path))


def _entered(asking: Asking, term: Entered, scope: Scope, at: Position, path: Path) -> Value:
    value = asking.value(term.value, scope, at, path)
    if isinstance(value, MockValue) and _is_entry_told(term, scope):
        return UNKNOWN
    return asking.entered(value, is_async=term.is_async)


def _is_entry_told(term: Entered, scope: Scope) -> bool:
    """Tell whether a mock was told what entering it gives."""
    is_called = isinstance(term.value, Call)
    written = dotted(term.value.function if isinstance(term.value, Call) else term.value)
    way = f"{written}.return_value" if is_called else f"{written}"
    return any(name.startswith((f"{way}.__aenter__", f"{way}.__enter__")) for name in scope.bindings)


def _item(asking: Asking, term: Item, scope: Scope, at: Position, path: Path) -> Value:
    return asking.item(asking.value(term.value, scope, at, path), is_async=term.is_async)


def _unpacked(asking: Asking, term: Unpacked, scope: Scope, at: Position, path: Path) -> Value:
    value = asking.value(term.value, scope, at, path)
    if isinstance(value, Items) and value.type in {"list", "tuple"} and term.number < len(value.items):
        return value.items[term.number]
    return UNKNOWN


def _comprehension(asking: Asking, term: Comprehension, scope: Scope, _: Position, path: Path) -> Value:
    item = asking.value(term.item, scope, term.at, (*path, Arm(term.begin, 0, "inner")))
    return Plain(term.kind, None if item is UNKNOWN else item)


def _lambda(_: Asking, term: Lambda, scope: Scope, *__: Any) -> Value:
    return LambdaValue(term.body, scope)


READERS: dict[type, Callable[..., Value]] = {
    Constant: _constant,
    Name: _named,
    Attribute: _attribute,
    Call: _call,
    Subscript: _subscript,
    Display: _display,
    Either: _either,
    Awaited: _awaited,
    Entered: _entered,
    Item: _item,
    Unpacked: _unpacked,
    Lambda: _lambda,
    Comprehension: _comprehension,
}
