from __future__ import annotations

import ast
from typing import Any

from asyncproof.guard.reading.instances import Instance, Scope, changed_in, given_by, scope_of


class Store:
    def rows(self) -> list[int]:
        """Return nothing."""
        return []


class Shop:
    def __init__(self, store: Store) -> None:
        self.store = store


def makes() -> Any:
    """Make a shop, and ask its store."""
    shop = Shop(Store())
    return shop.store.rows()


def gives() -> Any:
    """Return a store, as a fixture may."""
    return Store()


def changes() -> None:
    """Put something else in place of a method."""
    shop = Shop(Store())
    shop.store = Store()
    shop.__dict__["rows"] = list


def _call_in(scope: Scope) -> ast.expr:
    (found,) = [one.value for one in ast.walk(scope.definition) if isinstance(one, ast.Return)]
    assert isinstance(found, ast.Call)
    return found.func


def test_a_method_of_what_an_object_was_given() -> None:
    """It is followed through a name, a call of a class, and its `__init__`."""
    scope = scope_of(makes)
    assert scope is not None
    assert scope.called(_call_in(scope)) == (Store.rows, Instance(Store))


def test_what_may_be_something_else_is_not_followed() -> None:
    """Names that are assigned to objects or stand in strings are let be."""
    other = scope_of(changes)
    assert other is not None
    changed = changed_in(other.definition, set())
    assert {"store", "rows"} <= changed
    scope = scope_of(makes, changed=changed)
    assert scope is not None
    assert scope.called(_call_in(scope)) is None


def test_what_a_fixture_gives() -> None:
    """It is what its only `return` makes; nothing is known of other functions."""
    assert given_by(gives, frozenset()) == Instance(Store)
    assert given_by(changes, frozenset()) is None
    assert given_by(len, frozenset()) is None
