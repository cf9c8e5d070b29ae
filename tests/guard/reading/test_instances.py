from __future__ import annotations

import ast
import linecache
from collections.abc import Iterator
from typing import Any

import pytest

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


PAGE = "/made/by/test_instances.py"
CLASSES = """
class Store:
    def rows(self): ...

class Shop:
    def __init__(self, store, *others, **more):
        self.name, self.size = "shop", 3
        self.first: Store = Store()
        self.twice = self.twice = store
        self.store = store

    async def open(self):
        self.sold = Store()

"""


@pytest.fixture
def page() -> Iterator[Any]:
    """Give what makes a function from its body, with two classes beside it."""

    def make(body: str) -> Scope:
        text = f"{CLASSES}def test(given):\n" + "".join(f"    {line}\n" for line in body.splitlines())
        linecache.cache[PAGE] = (len(text), None, text.splitlines(keepends=True), PAGE)
        names: dict[str, Any] = {"__name__": "made"}
        exec(compile(text, PAGE, "exec"), names)
        definition = next(one for one in ast.parse(text).body if getattr(one, "name", None) == "test")
        assert isinstance(definition, ast.FunctionDef)
        return Scope(names["test"].__code__, names, definition)

    yield make
    linecache.cache.pop(PAGE, None)


def _called(scope: Scope, changed: frozenset[str] = frozenset()) -> Any:
    """Return which function the `return` of a function calls, by name."""
    scope = Scope(scope.code, scope.names, scope.definition, changed=changed)
    found = scope.called(_call_in(scope))
    return found[0].__name__ if isinstance(found, tuple) else found


@pytest.mark.parametrize(
    "body",
    [
        "return Shop(Store()).store.rows()",
        "return Shop(store=Store()).store.rows()",
        "return Shop(Store(), *given, **given).store.rows()",
    ],
)
def test_what_an_object_was_made_with_is_followed(page: Any, body: str) -> None:
    """By position or by name, and whatever else it was given."""
    assert _called(page(body)) == "rows"


@pytest.mark.parametrize(
    "body",
    [
        "one = two\ntwo = one\nreturn one.rows()",  # in a circle
        "return Shop(given).store.rows()",  # nobody knows
        "return Shop(*given).store.rows()",
        "return Shop(Store()).name.rows()",  # not alone
        "return Shop(Store()).first.rows()",  # not plainly
        "return Shop(Store()).twice.rows()",  # not once
        "return Shop(Store()).sold.rows()",  # not at once
        "return Store().absent.rows()",
        "return given.rows()",
        "return len()",
    ],
)
def test_what_is_not_certain_is_not_followed(page: Any, body: str) -> None:
    """Where it may be another object, or none at all, nothing is claimed."""
    assert _called(page(body)) is None


def test_a_function_or_class_that_something_stands_for_is_not_followed(page: Any) -> None:
    """A name that is patched somewhere is nobody's for certain."""
    made, plain = page("return Store().rows()"), page("return helper()")
    plain.names["helper"] = makes
    assert _called(made) == "rows"
    assert _called(made, frozenset({"Store"})) is None
    assert _called(plain) == "makes"
    assert _called(plain, frozenset({"helper"})) is None


def test_without_its_source_a_function_is_not_read() -> None:
    """What was made from a text has none."""
    names: dict[str, Any] = {}
    exec("def made(): return 1", names)
    assert scope_of(names["made"]) is None
