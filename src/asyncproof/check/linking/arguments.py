"""The arguments of a call, evaluated when somebody asks for one."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts import term_of
from asyncproof.check.linking.aliasing import aliased

if TYPE_CHECKING:
    from asyncproof.check.facts import Path, Position, Term
    from asyncproof.check.facts.term import Call
    from asyncproof.check.linking.asking import Asking
    from asyncproof.check.linking.scope import Scope
    from asyncproof.check.linking.value import Value


class Arguments:
    """A call at its place."""

    __slots__ = ("_written", "asking", "at", "path", "scope")

    def __init__(self, asking: Asking, call: Call | ast.Call, scope: Scope, at: Position, path: Path) -> None:
        """Take a call, of which a term is made when somebody needs it."""
        self.asking = asking
        self.scope = scope
        self.at = at
        self.path = path
        self._written = call

    @property
    def call(self) -> Call:
        """The call as a term."""
        written = self._written
        if isinstance(written, ast.Call):
            self._written = written = term_of(written)  # type: ignore[assignment] # that of a call is a call
        return written  # type: ignore[return-value] # as just made

    def number(self, number: int) -> Value | None:
        """Return a positional argument; None if there is none."""
        if number >= len(self.call.arguments):
            return None
        return self._value(self.call.arguments[number])

    def named(self, name: str) -> Value | None:
        """Return a keyword argument; None if there is none."""
        for found, term in self.call.keywords:
            if found == name:
                return self._value(term)
        return None

    def _value(self, term: Term) -> Value:
        return aliased(self.asking.value(term, self.scope, self.at, self.path), term, self.scope)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the keyword arguments."""
        return tuple(name for name, _ in self.call.keywords)

    @property
    def is_open_ended(self) -> bool:
        """Whether there may be others, from `*args` or `**kwargs`."""
        return self.call.open_ended
