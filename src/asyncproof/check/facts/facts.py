"""The facts of a module, its classes and its functions: all that other files may want to know of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from asyncproof.check.facts.flow import Path, Position
    from asyncproof.check.facts.term import Term


class Binding(NamedTuple):
    """One place where a name is bound."""

    value: Term | FunctionFacts | ClassFacts
    at: Position
    path: Path
    annotation: Term | None = None


class Giving(NamedTuple):
    """A `return` or `yield` with a value."""

    value: Term
    at: Position
    path: Path


class Use(NamedTuple):
    """What a function does with something that has a name: `await`, `async with`, `async for` or `drop` it.

    To drop is to call it in a statement of its own, and to do nothing with what the call gives.
    """

    kind: str
    name: str
    """What is used, as `client.get`, with the object that it hangs on."""
    is_called: bool
    at: Position
    path: Path
    is_certain: bool
    """Whether every call of the function comes here, unless something before it raises."""


Bindings = dict[str, tuple[Binding, ...]]


@dataclass(slots=True)
class Parameter:
    """A parameter of a function; `kind` is `positional`, `star`, `keyword` or `stars`."""

    name: str
    kind: str
    annotation: Term | None
    default: Term | None


@dataclass(slots=True)
class FunctionFacts:
    """A function: what it is, what it says of itself, and what it returns."""

    name: str
    qualname: str
    at: Position
    is_async: bool
    is_generator: bool
    decorators: tuple[Term, ...]
    parameters: tuple[Parameter, ...]
    annotation: Term | None
    """What it says that it returns."""
    returns: tuple[Giving, ...]
    """What its `return` statements give, each at its place."""
    yields: tuple[Giving, ...]
    bindings: Bindings
    is_empty: bool = False
    """Whether its body is a docstring, `...`, `pass` or `raise NotImplementedError` only."""
    uses: tuple[Use, ...] = ()
    """What it awaits, enters, iterates and drops."""
    replaces: tuple[str, ...] = ()
    """The last names of what it patches."""
    asks: tuple[str, ...] = ()
    """Of what it asks what it is, as by `isinstance`; `*` where it asks whether something can be awaited."""
    raises: bool = False
    """Whether a `raise` stands on its straight way."""
    calls: tuple[tuple[str, Position], ...] = ()
    """What it calls if it is not async and nothing fails: each name once, and where it does so first."""
    held: tuple[str, ...] = ()
    """The names of mocks that it gives, of which its own assignments tell everything."""

    @property
    def is_async_generator(self) -> bool:
        """Whether calling it gives an async generator."""
        return self.is_async and self.is_generator


@dataclass(slots=True)
class ClassFacts:
    """A class: its bases, and what its body and its methods bind."""

    name: str
    qualname: str
    at: Position
    bases: tuple[Term, ...]
    keywords: tuple[tuple[str, Term], ...]
    decorators: tuple[Term, ...]
    bindings: Bindings
    attributes: dict[str, tuple[tuple[str, Binding], ...]] = field(default_factory=dict)
    """What methods assign to `self`: the method's name and the binding."""


@dataclass(slots=True)
class ModuleFacts:
    """A module: what it binds, and what it takes from elsewhere by `*`."""

    name: str
    path: str
    is_package: bool
    bindings: Bindings
    stars: tuple[tuple[str, int], ...] = ()
    """The modules of `from x import *`, with the number of dots."""
    exported: tuple[str, ...] | None = None
    """`__all__`, if it is written out."""
