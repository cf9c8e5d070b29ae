"""What decorators make of a function: nothing new, a property, a context manager, or nobody knows."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Shape(Enum):
    """What the name of a decorated function stands for."""

    PLAIN = "plain"
    PROPERTY = "property"
    ASYNC_MANAGER = "async context manager"
    MANAGER = "context manager"
    FIXTURE = "fixture"
    OVERLOAD = "overload"
    UNKNOWN = "unknown"


_SHAPES = {
    **dict.fromkeys(
        (
            "abc.abstractmethod",
            "builtins.classmethod",
            "builtins.staticmethod",
            "functools.cache",
            "functools.lru_cache",
            "functools.wraps",
            "hypothesis.example",
            "hypothesis.given",
            "hypothesis.settings",
            "tenacity.retry",
            "typing.final",
            "typing.no_type_check",
            "typing.override",
            "typing_extensions.deprecated",
            "typing_extensions.final",
            "typing_extensions.override",
            "unittest.expectedFailure",
            "unittest.skip",
            "unittest.skipIf",
            "unittest.skipUnless",
            "warnings.deprecated",
        ),
        Shape.PLAIN,
    ),
    **dict.fromkeys(
        (
            "builtins.property",
            "functools.cached_property",
            "abc.abstractproperty",
            "types.DynamicClassAttribute",
        ),
        Shape.PROPERTY,
    ),
    "contextlib.asynccontextmanager": Shape.ASYNC_MANAGER,
    "contextlib.contextmanager": Shape.MANAGER,
    **dict.fromkeys(("pytest.fixture", "pytest.yield_fixture", "pytest_asyncio.fixture"), Shape.FIXTURE),
    "typing.overload": Shape.OVERLOAD,
    "typing_extensions.overload": Shape.OVERLOAD,
}
_TRANSPARENT = ("pytest.mark.", "unittest.mock.patch", "mock.patch")


def shape_of(decorators: Iterable[str | None]) -> Shape:
    """Return the shape of a function by its decorators' full names, outermost first; None is unknown."""
    shape = Shape.PLAIN
    for name in reversed(list(decorators)):
        found = Shape.UNKNOWN
        if name is not None:
            found = Shape.PLAIN if name.startswith(_TRANSPARENT) else _SHAPES.get(name, Shape.UNKNOWN)
            if name.endswith((".setter", ".deleter", ".getter")):
                found = Shape.PROPERTY
        if found is Shape.UNKNOWN:
            return found
        if found is not Shape.PLAIN:
            shape = found
    return shape
