"""Mocks: which class each of them and each of its children is, by the rules of `unittest.mock`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from asyncproof.check.linking import members
from asyncproof.check.linking.shape import Shape
from asyncproof.check.linking.value import (
    UNKNOWN,
    ClassValue,
    Coroutine,
    Foreign,
    FunctionValue,
    Instance,
    Items,
    Manager,
    MockValue,
    Plain,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.check.linking.arguments import Arguments
    from asyncproof.check.linking.asking import Asking
    from asyncproof.check.linking.scope import Scope

_KINDS = {
    "Mock": "Mock",
    "MagicMock": "MagicMock",
    "AsyncMock": "AsyncMock",
    "NonCallableMock": "Mock",
    "NonCallableMagicMock": "MagicMock",
}
_OWN = frozenset(
    {
        "await_args", "await_args_list", "await_count", "call_args", "call_args_list", "call_count", "called",
        "method_calls", "mock_calls", "side_effect", "attach_mock", "configure_mock", "mock_add_spec",
        "reset_mock",
    }
)  # fmt: skip
_SETTINGS = frozenset(
    {"spec", "spec_set", "wraps", "name", "unsafe", "return_value", "side_effect", "instance"}
)
MISSPELT = frozenset(
    (
        "called_once",
        "called_once_with",
        "called_with",
        "awaited",
        "awaited_once",
        "awaited_once_with",
        "awaited_with",
        "has_calls",
        "has_awaits",
        "not_called",
        "not_awaited",
        "any_call",
        "any_await",
    )
)
"""What is no assertion of mocks, though it is often taken for one."""
_ASYNC_MAGIC = frozenset({"__aenter__", "__aexit__", "__anext__"})


def made(name: str, arguments: Arguments) -> Value | None:
    """Return the mock that a call of this name makes; None if it is none of the makers of mocks."""
    module, _, short = name.rpartition(".")
    if module not in {"unittest.mock", "mock", "asyncmock"}:
        return None
    if short in _KINDS:
        return _with_settings(MockValue(_KINDS[short], _spec(arguments)), arguments)
    if short == "create_autospec":
        return autospecced(arguments.asking, arguments.number(0) or UNKNOWN)
    return None


def autospecced(asking: Asking, spec: Value) -> Value:
    """Return what `create_autospec` makes of something."""
    if isinstance(spec, FunctionValue):
        return MockValue("AsyncMock" if is_async(asking, spec) else "MagicMock", spec)
    if isinstance(spec, (ClassValue, Instance)):
        return MockValue("MagicMock", spec, is_autospec=True)
    return UNKNOWN


def _spec(arguments: Arguments) -> Value | None:
    for name in ("spec", "spec_set"):
        found = arguments.named(name)
        if found is not None:
            return found
    if arguments.named("wraps") is not None:
        return UNKNOWN
    return arguments.number(0)


def _with_settings(mock: MockValue, arguments: Arguments) -> Value:
    others = tuple(
        (name, arguments.named(name) or UNKNOWN) for name in arguments.names if name not in _SETTINGS
    )
    effect = arguments.named("side_effect")
    return MockValue(
        mock.kind,
        mock.spec,
        one_after_another(effect) or arguments.named("return_value"),
        has_effect=(effect is not None and one_after_another(effect) is None) or arguments.is_open_ended,
        attributes=others,
        is_open_ended=arguments.is_open_ended or arguments.named("unsafe") is not None,
    )


def one_after_another(effect: Value | None) -> Value | None:
    """Return what a mock gives whose `side_effect` is a list of plain values; None if it is anything else."""
    if not isinstance(effect, Items) or effect.type not in {"list", "tuple"} or not effect.items:
        return None
    is_plain = all(isinstance(one, (Plain, Items)) for one in effect.items)
    return effect.items[0] if is_plain else None


def is_async(asking: Asking, value: Value) -> bool:
    """Tell whether a mock of this function is an AsyncMock."""
    if not isinstance(value, FunctionValue):
        return False
    facts = value.function.facts
    return facts.is_async and not facts.is_generator and asking.shape(value.function) is Shape.PLAIN


def attribute(asking: Asking, mock: MockValue, name: str) -> Value:
    """Return an attribute of a mock."""
    given = dict(mock.attributes).get(name)
    if given is not None:
        return given
    if name == "return_value":
        return _answer(mock)
    if name in _OWN or name.startswith("assert_") or mock.is_open_ended:
        return UNKNOWN
    if name.startswith("__"):
        return MockValue("AsyncMock") if name in _ASYNC_MAGIC and mock.kind != "Mock" else UNKNOWN
    return MockValue(mock.kind) if mock.spec is None else _specified(asking, mock, name)


def _specified(asking: Asking, mock: MockValue, name: str) -> Value:
    """Return an attribute of a mock that stands for something."""
    if not isinstance(mock.spec, (ClassValue, Instance)):
        return UNKNOWN
    found = members.in_class(asking, mock.spec.klass, name, Instance(mock.spec.klass))
    if found is None or found == UNKNOWN:
        return UNKNOWN
    if is_async(asking, found):
        return MockValue("AsyncMock", found)
    return MockValue("Mock" if mock.kind == "Mock" else "MagicMock", found)


def called(mock: MockValue) -> Value:
    """Return what a call of a mock gives."""
    if mock.kind == "AsyncMock":
        return Coroutine(_answer(mock), None, by_mock=True)
    if mock.kind == "Mock" and isinstance(mock.spec, FunctionValue):
        return UNKNOWN
    return _answer(mock)


def _answer(mock: MockValue) -> Value:
    """Return what a mock returns, which of an AsyncMock is to be awaited first."""
    if mock.has_effect or mock.is_open_ended:
        return UNKNOWN
    if mock.result is not None:
        return _told(mock.result, mock)
    if mock.is_autospec:
        return MockValue("MagicMock", mock.spec) if isinstance(mock.spec, ClassValue) else UNKNOWN
    return _told(MockValue(mock.kind), mock)


def _told(result: Value, mock: MockValue) -> Value:
    """Return the result of a mock with what was set on it through `return_value`."""
    if not isinstance(result, MockValue) or not mock.of_result:
        return result
    return replace(result, attributes=(*result.attributes, *mock.of_result))


def patched(name: str, arguments: Arguments) -> Value | None:
    """Return what `patch` puts in the place of something; None if this is no call of it."""
    target = _TARGETS.get(name)
    if target is None:
        return None
    first_of_new = 2 if name.endswith("object") else 1
    new = arguments.named("new") or arguments.number(first_of_new)
    if new is not None:
        return new
    return UNKNOWN if arguments.is_open_ended else _made_for(target, arguments)


def _made_for(target: Callable[[Arguments], Value], arguments: Arguments) -> Value:
    """Return the mock that `patch` makes itself."""
    maker = arguments.named("new_callable")
    if maker is not None:
        kind = _KINDS.get(_name_of(maker))
        return UNKNOWN if kind is None else _with_settings(MockValue(kind), arguments)
    found = target(arguments)
    if isinstance(arguments.named("autospec"), Plain):
        return autospecced(arguments.asking, found)
    if found == UNKNOWN:
        return UNKNOWN
    kind = "AsyncMock" if is_async(arguments.asking, found) else "MagicMock"
    return _with_settings(MockValue(kind), arguments)


def _name_of(maker: Value) -> str:
    """Return the name of a class, at hand or not: that of pytest-mock is `mocker.AsyncMock`."""
    if isinstance(maker, Foreign):
        module, _, name = maker.name.rpartition(".")
        return name if module == "unittest.mock" else ""
    return maker.klass.facts.name if isinstance(maker, ClassValue) else ""


def _named_target(arguments: Arguments) -> Value:
    text = arguments.number(0)
    return resolve(arguments.asking, getattr(text, "value", None), arguments.scope)


def _member_target(arguments: Arguments) -> Value:
    owner, name = arguments.number(0) or UNKNOWN, getattr(arguments.number(1), "value", None)
    return arguments.asking.member(owner, name) if isinstance(name, str) else UNKNOWN


_TARGETS: dict[str, Callable[[Arguments], Value]] = {
    "unittest.mock.patch": _named_target,
    "unittest.mock._patcher": _named_target,
    "unittest.mock.patch.object": _member_target,
    "unittest.mock._patcher.object": _member_target,
    "pytest_mock.patch": _named_target,
    "pytest_mock.patch.object": _member_target,
}


NAMES = frozenset({*_KINDS, "create_autospec", *(name.rpartition(".")[2] for name in _TARGETS)})
"""The last names of all that makes mocks."""


def resolve(asking: Asking, target: object, scope: Scope) -> Value:
    """Return what the text of a patch names: the longest module, then attributes of it."""
    parts = target.split(".") if isinstance(target, str) else []
    for length in range(len(parts) - 1, 0, -1):
        value = asking.module(".".join(parts[:length]), scope)
        if not hasattr(value, "module"):
            continue
        for part in parts[length:]:
            value = asking.member(value, part)
        return value
    return UNKNOWN


def handed_out(name: str, arguments: Arguments) -> Value | None:
    """Return what a call that patches gives: a context manager, or with pytest-mock the mock itself."""
    found = patched(name, arguments)
    if found is None or name.startswith("pytest_mock."):
        return found
    return Manager(found, is_async=False)
