"""Whether a test uses a fixture that makes anyio run it, by itself or through other fixtures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.facts.term import Call, Constant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from asyncproof.check.facts.term import Term
    from asyncproof.check.linking import Function
    from asyncproof.check.pytesting.configuration import Configuration
    from asyncproof.check.pytesting.fixtures import Fixtures

BACKEND = "anyio_backend"


def asks_for_backend(
    fixtures: Fixtures, function: Function, marks: Iterable[tuple[str, Term]], configuration: Configuration
) -> bool:
    """Follow the fixtures of a test: its parameters, its marks, and those that all tests there use."""
    module = function.home.module
    klass = function.home if function.is_method else None
    wanted = [*_parameters(function), *_used_by(marks), *fixtures.used_by_all(module, klass, configuration)]
    seen: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name == BACKEND:
            return True
        if name not in seen:
            seen.add(name)
            fixture = fixtures.find(name, module, klass, configuration)
            wanted += [] if fixture is None else _parameters(fixture.function)
    return False


def _parameters(function: Function) -> list[str]:
    return [parameter.name for parameter in function.facts.parameters]


def _used_by(marks: Iterable[tuple[str, Term]]) -> Iterator[str]:
    for name, term in marks:
        if name == "usefixtures" and isinstance(term, Call):
            yield from (str(part.value) for part in term.arguments if isinstance(part, Constant))
