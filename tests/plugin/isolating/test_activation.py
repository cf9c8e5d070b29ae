from __future__ import annotations

import pytest

from asyncproof.plugin.isolating.activation import isolate_failures
from asyncproof.plugin.isolating.rerun import INSIDE
from asyncproof.plugin.isolating.searching import Isolation


def searches(config: pytest.Config) -> bool:
    """Say whether a search will be made."""
    isolate_failures(config)
    return any(isinstance(plugin, Isolation) for plugin in config.pluginmanager.get_plugins())


def test_only_where_it_is_asked_for(pytester: pytest.Pytester) -> None:
    """Without the option nothing is registered."""
    assert not searches(pytester.parseconfig())
    assert searches(pytester.parseconfig("--asyncproof-isolate"))


def test_not_inside_of_a_search(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """The runs that a search makes search nothing themselves."""
    monkeypatch.setenv(INSIDE, "x")
    assert not searches(pytester.parseconfig("--asyncproof-isolate"))


def test_a_path_after_the_option(pytester: pytest.Pytester) -> None:
    """It is what pytest runs: instead of everything, or beside what else is given."""
    config = pytester.parseconfig("--asyncproof-isolate", "tests")
    isolate_failures(config)
    assert config.args == ["tests"]
    config = pytester.parseconfig("unit", "--asyncproof-isolate", "tests")
    isolate_failures(config)
    assert config.args == ["unit", "tests"]
