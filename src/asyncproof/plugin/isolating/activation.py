"""Reads the option, and prepares the search where it is given."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from asyncproof.plugin.isolating.searching import INSIDE, Isolation

if TYPE_CHECKING:
    import pytest

OPTION = "asyncproof_isolate"


def isolate_failures(config: pytest.Config) -> None:
    """Have the tests that fail in this run looked at when it is over; not in the runs that this takes."""
    value = config.getoption(OPTION)
    if value is None or INSIDE in os.environ or hasattr(config, "workerinput"):
        return
    if value and "::" not in value:  # not a test, but what the option was followed by
        add_argument(config, value)
        value = ""
    config.pluginmanager.register(Isolation(config, value))


def add_argument(config: pytest.Config, path: str) -> None:
    """Have tests run that were taken for the value of an option."""
    if config.args_source is config.ArgsSource.ARGS:
        config.args.append(path)
    else:
        config.args[:] = [path]
