from __future__ import annotations

from typing import Any

import pytest

from asyncproof import UsageError
from asyncproof.kit.apps.options import Options, OptionsByName, read_options


def test_nothing_given() -> None:
    """By default the app starts, no timer runs, and what the app raises is told."""
    options = read_options({})
    assert (options.lifespan, options.raise_app_errors) == (True, True)
    assert (options.keep_alive, options.ping_interval) == (None, None)


def test_both_forms_of_the_options_are_the_same() -> None:
    """What can be written by name is what there is."""
    assert set(OptionsByName.__annotations__) == set(Options.__dataclass_fields__)


def test_an_option_that_there_is_not() -> None:
    """A name that is not known is told, with those that are."""
    with pytest.raises(UsageError, match=r"no option lifespam; it has lifespan, raise_app_errors, "):
        read_options({"lifespam": False})


@pytest.mark.parametrize("given", [{"grace": 0}, {"keep_alive": -1}, {"ping_interval": "5"}, {"grace": None}])
def test_times_that_are_none(given: Any) -> None:
    """What is no time is refused by name and value."""
    with pytest.raises(UsageError, match=r"asgi\(app, \w+=.+\): it must be seconds, more than 0"):
        read_options(given)
