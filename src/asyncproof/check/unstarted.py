"""What does nothing before it is awaited: coroutines, and objects that libraries put around one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.linking import Coroutine, Instance

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Value

_COROUTINES = frozenset(("collections.abc.Coroutine", "typing.Coroutine"))


def is_unstarted(value: Value, here: Here) -> bool:
    """Tell whether something is a coroutine, or an object of a class that says that it is one.

    An object that can just be awaited may well do its work without that, as a task does.
    """
    if isinstance(value, Coroutine):
        return True
    return isinstance(value, Instance) and any(
        here.evaluator.full_name(getattr(base, "base", base), klass.home) in _COROUTINES
        for klass in here.evaluator.line(value.klass)
        if klass is not None
        for base in klass.facts.bases
    )


def is_only_awaited(value: Value, name: str, here: Here) -> bool:
    """Tell whether something is an object that can be awaited, and has no member of this name itself."""
    if not isinstance(value, Instance):
        return False
    evaluator = here.evaluator
    return not evaluator.lacks(value, "__await__") and all(
        evaluator.lacks(value, one) for one in (name, "__getattr__", "__getattribute__")
    )
