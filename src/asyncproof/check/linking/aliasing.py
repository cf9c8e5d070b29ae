"""Mocks under a second name: what is told to the first one is not seen through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.facts import dotted
from asyncproof.check.linking.value import MockValue, Value, opened

if TYPE_CHECKING:
    from asyncproof.check.facts import Term
    from asyncproof.check.linking.scope import Scope


def aliased(value: Value, term: Term, scope: Scope) -> Value:
    """Return a value as it is known elsewhere: a mock that is told anything by its name is told anything."""
    return opened(value) if isinstance(value, MockValue) and is_told(scope, dotted(term)) else value


def is_told(scope: Scope, written: str | None) -> bool:
    """Tell whether something is assigned to an attribute of what a name stands for."""
    return written is not None and any(name.startswith(f"{written}.") for name in scope.bindings)
