"""The functions that make up a test: its own, and those of the fixtures that live and die with it."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from asyncproof.core import Place

if TYPE_CHECKING:
    import pytest

_AROUND_TESTS = ("setup_method", "teardown_method", "setUp", "asyncSetUp", "tearDown", "asyncTearDown")
_AROUND_CLASSES = {
    "_unittest_setUpClass_fixture_": ("setUpClass", "tearDownClass"),
    "_xunit_setup_class_fixture_": ("setup_class", "teardown_class"),
    "_xunit_setup_module_fixture_": ("setup_module", "setUpModule", "teardown_module", "tearDownModule"),
}
"""What pytest calls the fixtures that it makes of other functions, and how their authors call these."""


def functions_of(item: pytest.Item) -> tuple[Any, ...]:
    """Return the test's function and those of its function-scoped fixtures."""
    function = getattr(item, "obj", None)
    info = getattr(item, "_fixtureinfo", None)  # there is no public way to a test's fixtures
    own = () if function is None else (function,)
    instance = getattr(function, "__self__", None)
    if instance is not None:
        own += _named(instance, _AROUND_TESTS)
    return own if info is None else own + _functions_of_fixtures(info)


def _functions_of_fixtures(info: Any) -> tuple[Any, ...]:
    """Return those of the fixtures of one test: several guards ask for them, one after the other."""
    if info is not _last[0]:
        fixtures = [known[-1] for known in info.name2fixturedefs.values()]
        if (
            fixtures != _last[1]
        ):  # to ask each for its scope takes long, and the next test mostly has the same
            _last[1:] = fixtures, tuple(one.func for one in fixtures if one.scope == "function")
        _last[0] = info
    found: tuple[Any, ...] = _last[2]
    return found


_last: list[Any] = [None, [], ()]


def functions_of_fixture(
    fixture: pytest.FixtureDef[object], request: pytest.FixtureRequest
) -> tuple[Any, ...]:
    """Return the function of a fixture, or those that pytest has made it of."""
    for prefix, names in _AROUND_CLASSES.items():
        if fixture.argname.startswith(prefix):
            home = request.module if "module" in prefix else request.cls
            return _named(home, names)
    return (fixture.func,)


def spoken_name(fixture: pytest.FixtureDef[object]) -> str:
    """Return how a person would speak of a fixture."""
    for prefix, names in _AROUND_CLASSES.items():
        if fixture.argname.startswith(prefix):
            return f"`{names[0]}`"
    return f"fixture `{fixture.argname}` ({fixture.scope} scope)"


def place_of(function: Any) -> Place | None:
    """Return where a function is defined."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    return None if code is None else Place(code.co_filename, code.co_firstlineno)


def _named(home: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    found = (getattr(home, name, None) for name in names)
    return tuple(function for function in found if function is not None)
