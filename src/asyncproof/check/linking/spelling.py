"""The full names of things, as imports spell them: what tables of known functions are asked by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.facts import ClassFacts, FunctionFacts, dotted
from asyncproof.check.facts.term import Attribute, Call, Imported
from asyncproof.check.linking.calls import parameter_named
from asyncproof.check.linking.value import FunctionValue

if TYPE_CHECKING:
    from asyncproof.check.facts import Binding, Term
    from asyncproof.check.linking.asking import Asking
    from asyncproof.check.linking.scope import Scope

BUILTIN = {
    "property",
    "staticmethod",
    "classmethod",
    "open",
    "print",
    "len",
    "abs",
    "round",
    "reversed",
    "frozenset",
    "input",
    "iter",
    "next",
    "list",
    "dict",
    "set",
    "tuple",
    "str",
    "int",
    "float",
    "bool",
    "bytes",
    "object",
    "super",
    "type",
    "range",
    "filter",
    "map",
    "sorted",
    "any",
    "all",
    "sum",
    "min",
    "max",
    "isinstance",
    "callable",
    "repr",
    "id",
    "aiter",
    "anext",
    "zip",
    "enumerate",
    "Exception",
    "BaseException",
    "RuntimeError",
    "ValueError",
    "TypeError",
    "KeyError",
    "TimeoutError",
    "StopAsyncIteration",
    "AssertionError",
    "NotImplementedError",
    "OSError",
    "ConnectionError",
}


def full_name(asking: Asking, term: Term, scope: Scope) -> str | None:
    """Return the full name of what an expression names, as imports spell it: `asyncio.sleep`."""
    if isinstance(term, Call):
        term = term.function
    written = dotted(term)
    if written is None:
        return None
    head, _, rest = written.partition(".")
    start = asking.spelled(head, scope)
    if start is None:
        return None
    return f"{start}.{rest}" if rest else start


def spelled(asking: Asking, name: str, scope: Scope) -> str | None:
    """Return the full name of what a name stands for, worked out anew."""
    for around in scope.names_from():
        if parameter_named(around.function, name) is not None:
            return None
        bindings = around.bindings.get(name)
        if bindings:
            names = {_spelled_by(asking, binding, around) for binding in bindings}
            return names.pop() if len(names) == 1 else None
    value = asking.through_stars(name, scope.module.scope)
    if isinstance(value, FunctionValue):
        return value.function.name
    return f"builtins.{name}" if name in BUILTIN and value is None else None


def _spelled_by(asking: Asking, binding: Binding, scope: Scope) -> str | None:
    value = binding.value
    if isinstance(value, Imported):
        source = scope.module.absolute(value.module, value.level)
        return source if value.name is None or source is None else f"{source}.{value.name}"
    if isinstance(value, (FunctionFacts, ClassFacts)):
        return f"{scope.module.name}.{value.qualname}"
    if isinstance(value, Attribute):
        return full_name(asking, value, scope) if scope.function is None else None
    return None
