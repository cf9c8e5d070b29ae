"""What calls, attributes and annotations may ask of whoever evaluates, so that they need not know it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from asyncproof.check.facts import END

if TYPE_CHECKING:
    from asyncproof.check.facts import Binding, Path, Position, Term
    from asyncproof.check.linking.function import Function
    from asyncproof.check.linking.klass import Class, Line
    from asyncproof.check.linking.scope import Scope
    from asyncproof.check.linking.shape import Shape
    from asyncproof.check.linking.value import Instance, Value


class Asking(Protocol):
    """Knows what terms are worth."""

    def value(self, term: Term, scope: Scope, at: Position = END, path: Path = ()) -> Value:
        """Return what an expression is worth at a place."""

    def bound(self, name: str, scope: Scope, at: Position = END, path: Path = ()) -> Value | None:
        """Return what a scope itself binds a name to; None if it does not."""

    def of_binding(self, binding: Binding, scope: Scope) -> Value:
        """Return what one binding of a scope gives its name."""

    def member_of_module(self, module_name: str, name: str, scope: Scope) -> Value:
        """Return what `from module import name` gives."""

    def full_name(self, term: Term, scope: Scope) -> str | None:
        """Return the full name of what an expression names, as imports spell it."""

    def spelled(self, name: str, scope: Scope) -> str | None:
        """Return the full name of what a name stands for."""

    def shape(self, function: Function) -> Shape:
        """Return what decorators make of a function."""

    def line(self, klass: Class) -> Line:
        """Return a class and its bases in the order in which they are asked."""

    def owner(self, klass: Class, name: str, *, of_object: bool) -> Class | Value | None:
        """Return the class that has a member, `UNKNOWN` where it may be another, None if there is none."""

    def result(self, function: Function, receiver: Value | None) -> Value:
        """Return what a call of a function gives."""

    def dunder(self, value: Instance, name: str) -> Value:
        """Return what calling a special method of an object gives."""

    def awaited(self, value: Value) -> Value:
        """Return what `await` gives."""

    def through_stars(self, name: str, scope: Scope) -> Value | None:
        """Return what a module takes from others by `*` under a name; None if there is no such thing."""

    def name(self, name: str, scope: Scope, at: Position = END, path: Path = ()) -> Value:
        """Return what a name stands for at a place."""

    def member(self, value: Value, name: str) -> Value:
        """Return an attribute of a value."""

    def entered(self, value: Value, *, is_async: bool) -> Value:
        """Return what `with` or `async with` binds."""

    def item(self, value: Value, *, is_async: bool) -> Value:
        """Return what a loop over a value binds."""

    def module(self, name: str, scope: Scope) -> Value:
        """Return a module by its full name."""
