"""What a function does with things that have names: awaits, enters, iterates, drops and replaces them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.facts import Use
from asyncproof.check.facts.nodes import at_of, dotted_name, last_name
from asyncproof.check.facts.replaced import ANYTHING, REPLACING, replaced_by
from asyncproof.check.facts.term import Constant

if TYPE_CHECKING:
    from asyncproof.check.facts.facts import Binding
    from asyncproof.check.facts.flow import Path, Position

_ASKING = frozenset({"callable", "hasattr", "isinstance", "issubclass", "type"})
"""Functions by which code finds out what something is."""
_ASKING_FOR_AWAITABLES = frozenset({"isawaitable", "iscoroutine", "iscoroutinefunction", "maybe_await"})
_TELLING = _ASKING | _ASKING_FOR_AWAITABLES | REPLACING
_AWAITABLES = ("Awaitable", "Coroutine", "CoroutineType", "Future", "Task", "AsyncMock", "Mock", "MagicMock")


class Doing:
    """What one function does, as far as its statements have been read."""

    def __init__(self, bindings: dict[str, list[Binding]], outer: Doing | None) -> None:
        """Begin with nothing; *bindings* are what the scope binds, *outer* is about the scope around."""
        self.uses: list[Use] = []
        self.replaces: list[str] = []
        self.calls: dict[str, Position] = {}
        self.asks: dict[str, None] = {}
        self.may_have_left = False
        """Whether a `return` or `raise` that was read may have left the function."""
        self.raises = False
        self.notes_calls = True
        """Whether anybody wants to know what is called: of async functions nobody does."""
        self._bindings = bindings
        self._outer = outer

    def leave(self, path: Path, *, raises: bool = False) -> None:
        """Note a `return` or `raise`."""
        self.may_have_left = True
        self.raises = self.raises or (raises and not path)

    def use(self, kind: str, node: ast.expr, path: Path) -> None:
        """Note what is awaited, entered, iterated or dropped, if it has a name."""
        called = node.func if isinstance(node, ast.Call) else None
        name = dotted_name(called or node)
        if name is not None:
            is_certain = not self.may_have_left and all(arm.kind == "try" and not arm.arm for arm in path)
            self.uses.append(Use(kind, name, called is not None, at_of(node), path, is_certain))

    def call(self, node: ast.Call, path: Path) -> None:
        """Note what a call calls, replaces or asks."""
        if self.notes_calls:
            name = dotted_name(node.func)
            if name is not None and name not in self.calls and not _is_after_failure(path):
                self.calls[name] = at_of(node)
        last = last_name(node.func)
        if last in _TELLING:
            self._call_that_tells(node, last)

    def _call_that_tells(self, node: ast.Call, last: str) -> None:
        if last in REPLACING:
            self.replaces += replaced_by(node, self.text_of)
        elif last in _ASKING_FOR_AWAITABLES or (last in _ASKING and _is_about_awaitables(node)):
            self.asks[ANYTHING] = None
        elif node.args:
            self.asks[dotted_name(node.args[0]) or ""] = None

    def text_of(self, name: str) -> str | None:
        """Return the text that a name stands for, if it is bound to nothing else here or around."""
        found = self._bindings.get(name)
        if found is None:
            return None if self._outer is None else self._outer.text_of(name)
        text = found[0].value.value if isinstance(found[0].value, Constant) else None
        return text if isinstance(text, str) and len(found) == 1 else None


def _is_after_failure(path: Path) -> bool:
    """Tell whether a place is in a handler of exceptions: most calls of the function never get there."""
    return any(arm.kind == "try" and arm.arm for arm in path)


def _is_about_awaitables(call: ast.Call) -> bool:
    """Tell whether a question is whether something is one of the things that can be awaited."""
    names = (last_name(node) for one in call.args[1:] for node in ast.walk(one))
    return not set(_AWAITABLES).isdisjoint(names)
