"""One use of a name: how, where, and what stands around it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.check.facts import Path, Position


class How(Enum):
    """What is done with a name."""

    BOUND = "bound"
    DELETED = "deleted"
    AWAITED = "awaited"
    CALLED = "called"
    GIVEN = "given"
    METHOD = "method"
    ATTRIBUTE = "attribute"
    CHANGED = "changed"
    ITEM = "item"
    RETURNED = "returned"
    STORED = "stored"
    ALIASED = "aliased"
    ENTERED = "entered"
    ITERATED = "iterated"
    TESTED = "tested"
    OTHER = "other"
    """Anything else, as a part of a text or of a sum."""


_LEAVING = frozenset({How.GIVEN, How.RETURNED, How.STORED, How.ALIASED})


@dataclass(slots=True, eq=False)
class Use:
    """A use of a name in a function."""

    name: str
    node: ast.AST
    """The `ast.Name`, or the handler or pattern that binds the name."""
    how: How
    around: tuple[ast.AST, ...]
    """The nodes around, from the statement of the function's body to the nearest."""
    at: Position
    path: Path
    detail: str = ""
    """The attribute, or the other name."""
    call: ast.Call | None = None
    packed: bool = False
    """Whether it is not the value itself that is used, but a list, a tuple or a dict with it."""
    inner: bool = False
    """Whether a nested function does it."""

    @property
    def is_awaited(self) -> bool:
        """Whether it is awaited, or the call that it is a part of."""
        if self.how is How.AWAITED:
            return not self.packed
        if self.call is None:
            return False
        outer = self.around.index(self.call) - 1
        return outer >= 0 and isinstance(self.around[outer], ast.Await)

    @property
    def leaves(self) -> bool:
        """Whether somebody else may have the value from then on: a function, an object, another name."""
        return self.inner or self.packed or self.how in _LEAVING

    @property
    def statement(self) -> ast.stmt:
        """The innermost statement that it is in."""
        return next(node for node in reversed(self.around) if isinstance(node, ast.stmt))
