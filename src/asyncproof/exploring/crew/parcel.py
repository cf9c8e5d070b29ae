"""The scenario as bytes, by its name wherever that is possible: how it gets into another process."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.exploring.crew.errors import LostScenarioError

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.exploring.running import Scenario


def wrap(scenario: Scenario, *, dumps: Callable[[Any], bytes] = pickle.dumps) -> bytes:
    """Return a scenario as bytes: a function by its module and its name."""
    try:
        return dumps(scenario)
    except Exception as error:
        name = getattr(scenario, "__qualname__", repr(scenario))
        raise UsageError(
            f"the scenario {name} can't be sent to other processes: {error}. Workers import it by its name: "
            "make it a function at the top level of a module, or leave `workers` and `executor` out."
        ) from error


def unwrap(data: bytes) -> Scenario:
    """Return the scenario, imported here."""
    try:
        scenario: Scenario = pickle.loads(data)  # noqa: S301 - from the process that explores
    except Exception as error:
        raise LostScenarioError(
            f"a worker can't import the scenario: {type(error).__name__}: {error}. Put its module where the "
            "workers find it (installed, or on PYTHONPATH when they are started), or explore without workers."
        ) from error
    return scenario
