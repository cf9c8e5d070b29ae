"""What does nothing before it is awaited: coroutines, and objects that libraries put around one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.check.linking import Coroutine, Instance

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Class, Evaluator, Value

_COROUTINES = frozenset(("collections.abc.Coroutine", "typing.Coroutine"))


def is_unstarted(value: Value, here: Here) -> bool:
    """Tell whether something is a coroutine, or an object of a class that says that it is one.

    An object that can just be awaited may well do its work without that, as a task does.
    """
    if isinstance(value, Coroutine):
        return True
    if not isinstance(value, Instance):
        return False
    notes, key = here.evaluator.notes, ("is a coroutine", id(value.klass.facts))
    found: Any = notes.get(key)
    if found is None:  # what has a number is kept, so that no other gets it
        found = notes[key] = _is_made_one(here.evaluator, value.klass), value.klass
    return found[0] is True


def _is_made_one(evaluator: Evaluator, klass: Class) -> bool:
    return any(
        evaluator.full_name(getattr(base, "base", base), one.home) in _COROUTINES
        for one in evaluator.line(klass)
        if one is not None
        for base in one.facts.bases
    )


def is_only_awaited(value: Value, name: str, here: Here) -> bool:
    """Tell whether something is an object that says it is a coroutine, and has no such member of its own.

    Objects that can be awaited to be set up have members that nobody sees: those are set by others.
    """
    return (
        isinstance(value, Instance)
        and is_unstarted(value, here)
        and all(here.evaluator.lacks(value, one) for one in (name, "__getattr__", "__getattribute__"))
    )
