"""What a function does with things that have names: awaits, enters, iterates, drops and replaces them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.facts import Use
from asyncproof.check.facts.nodes import at_of, dotted_name
from asyncproof.check.facts.replaced import replaced_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.check.facts.flow import Path

_ASKING = frozenset(
    ("callable", "hasattr", "isawaitable", "iscoroutine", "iscoroutinefunction", "isinstance", "maybe_await")
)
"""Functions by which code finds out what it was given."""


class Doing:
    """What one function does, as far as its statements have been read."""

    def __init__(self, text_of: Callable[[str], str | None]) -> None:
        """Begin with nothing; *text_of* knows the texts that names stand for."""
        self.uses: list[Use] = []
        self.replaces: list[str] = []
        self.asks_first = False
        self.may_have_left = False
        """Whether a `return` or `raise` that was read may have left the function."""
        self._text_of = text_of

    def use(self, kind: str, node: ast.expr, path: Path) -> None:
        """Note what is awaited, entered, iterated or dropped, if it has a name."""
        called = node.func if isinstance(node, ast.Call) else None
        name = dotted_name(called or node)
        if name is not None:
            is_certain = not self.may_have_left and all(arm.kind == "try" and not arm.arm for arm in path)
            self.uses.append(Use(kind, name, called is not None, at_of(node), path, is_certain))

    def call(self, node: ast.Call) -> None:
        """Note what a call replaces or asks."""
        self.replaces += replaced_by(node, self._text_of)
        if getattr(node.func, "attr", getattr(node.func, "id", "")) in _ASKING:
            self.asks_first = True
