"""Which parameters of a test are given by `parametrize`, and by no fixture of the same name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.check.facts.term import Call, Constant, Display

if TYPE_CHECKING:
    from asyncproof.check.facts.term import Term
    from asyncproof.check.linking import Evaluator, Function, Scope


def is_parametrized(evaluator: Evaluator, function: Function, name: str) -> bool:
    """Tell whether a mark of a test, its class or its module may give a parameter its values."""
    for term, scope in _marks(function):
        if isinstance(term, Call) and (evaluator.full_name(term, scope) or "").endswith(".parametrize"):
            names = names_of(term)
            if names is None or (name in names and not _is_indirect(term)):
                return True
    return False


def _marks(function: Function) -> list[tuple[Term, Scope]]:
    found = [(term, function.home) for term in function.facts.decorators]
    scope: Scope | None = function.home
    while scope is not None:
        if scope.class_facts is not None and scope.outer is not None:
            found += [(term, scope.outer) for term in scope.class_facts.decorators]
        for binding in scope.bindings.get("pytestmark", ()):
            value: Any = binding.value
            found += [(term, scope) for term in (value.items if isinstance(value, Display) else (value,))]
        scope = scope.outer
    return found


def names_of(mark: Call) -> frozenset[str] | None:
    """Return the names that a `parametrize` gives values to; None if it does not write them out."""
    term = mark.arguments[0] if mark.arguments else dict(mark.keywords).get("argnames")
    parts = term.items if isinstance(term, Display) else (term,)
    if not all(isinstance(part, Constant) and isinstance(part.value, str) for part in parts):
        return None
    words = [word for part in parts for word in str(getattr(part, "value", "")).split(",")]
    return frozenset(word.strip() for word in words)


def _is_indirect(mark: Call) -> bool:
    """Tell whether the values go to the fixtures: for a list of names nobody is sure of the others."""
    found = dict(mark.keywords).get("indirect")
    return isinstance(found, Constant) and found.value is True
