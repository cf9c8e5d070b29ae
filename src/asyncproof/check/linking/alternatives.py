"""Functions of which one is meant, as in `if sys.version_info ...`: what is true of all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from asyncproof.check.facts import OPAQUE
from asyncproof.check.linking.function import Function
from asyncproof.check.linking.value import UNKNOWN, FunctionValue, Value, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.check.facts import FunctionFacts


def one_of(values: Sequence[Value]) -> Value:
    """Return what is certain of one of several values that a name may be bound to."""
    found = joined(list(values))
    if found is not UNKNOWN or not values or not all(isinstance(value, FunctionValue) for value in values):
        return found
    functions = [value.function for value in values if isinstance(value, FunctionValue)]
    facts = [function.facts for function in functions]
    if len({_kind(one) for one in facts}) > 1 or len({function.home for function in functions}) > 1:
        return UNKNOWN
    last = functions[-1]
    if len({one.annotation for one in facts}) == 1 and last.facts.annotation is not None:
        return FunctionValue(last)
    if not last.facts.is_async or last.facts.is_generator:
        return UNKNOWN
    return FunctionValue(Function(replace(last.facts, annotation=OPAQUE), last.home))


def _kind(facts: FunctionFacts) -> object:
    return facts.is_async, facts.is_generator, facts.decorators
