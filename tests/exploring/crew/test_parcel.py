from __future__ import annotations

import functools

import pytest

from asyncproof.core import UsageError
from asyncproof.exploring.crew.errors import LostScenarioError
from asyncproof.exploring.crew.parcel import unwrap, wrap
from tests.exploring import scenarios


def test_a_function_goes_by_its_name() -> None:
    """What is unwrapped is the function itself, not a copy."""
    assert unwrap(wrap(scenarios.in_order)) is scenarios.in_order
    assert len(wrap(scenarios.in_order)) < 100
    assert isinstance(unwrap(wrap(functools.partial(scenarios.in_order))), functools.partial)


def test_a_function_without_a_name_is_refused() -> None:
    """The message says which one, and what to do."""

    async def local() -> None: ...

    with pytest.raises(UsageError, match=r"the scenario .*local can't be sent to other processes.*top level"):
        wrap(local)


def test_a_module_that_is_not_there() -> None:
    """A worker without the module says so, and where it should be."""
    data = wrap(scenarios.in_order).replace(b"tests.exploring.scenarios", b"tests.exploring.scenarioz")
    with pytest.raises(
        LostScenarioError, match=r"can't import the scenario: ModuleNotFoundError.*PYTHONPATH"
    ):
        unwrap(data)
