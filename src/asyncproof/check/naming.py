"""What a thing is called in a file, and which import it needs there: for the text that fixes write."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.facts.term import Imported, Name
from asyncproof.check.linking.calls import parameter_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.linking import Evaluator, Scope


class Named(NamedTuple):
    """How a thing can be written at a place, and the statements that must be there for it."""

    text: str
    imports: tuple[str, ...] = ()


def name_of(evaluator: Evaluator, scope: Scope, module: str, attribute: str) -> Named | None:
    """Return what an attribute of a module (`asyncio` and `sleep`) is called in a scope.

    A name that is imported already is used again, whatever it is called. None where a new import would take
    a name that means something else.
    """
    first, dot, rest = attribute.partition(".")
    known = _imported(evaluator, scope)
    if f"{module}.{first}" in known:
        return Named(f"{known[f'{module}.{first}']}{dot}{rest}")
    if module in known:
        return Named(f"{known[module]}.{attribute}")
    short = Named(attribute, (f"from {module} import {first}",))
    long = Named(f"{module}.{attribute}", (f"import {module}",))
    is_split = "." in module or module in _split(scope)
    for one, bound in ((short, first), (long, module)) if is_split else ((long, module),):
        if not _is_taken(evaluator, scope, bound.partition(".")[0]):
            return one
    return None


def _imported(evaluator: Evaluator, scope: Scope) -> dict[str, str]:
    """Return what the module imports at its top, by full name, as far as it means the same in the scope."""
    found: dict[str, str] = {}
    for name, bindings in scope.module.scope.bindings.items():
        if len(bindings) == 1 and not bindings[0].path and isinstance(bindings[0].value, Imported):
            full = evaluator.full_name(Name(name), scope.module.scope)
            if full is not None and full == evaluator.full_name(Name(name), scope):
                found.setdefault(full, name)
    return found


def _split(scope: Scope) -> Iterator[str]:
    """Yield the modules that names are taken from, one by one."""
    for bindings in scope.module.scope.bindings.values():
        for binding in bindings:
            if isinstance(binding.value, Imported) and binding.value.name is not None:
                yield binding.value.module


def _is_taken(evaluator: Evaluator, scope: Scope, name: str) -> bool:
    return (
        hasattr(builtins, name)
        or any(
            name in around.bindings or parameter_named(around.function, name) is not None
            for around in (*scope.names_from(), scope.module.scope)
        )
        or evaluator.through_stars(name, scope.module.scope) is not None
    )
