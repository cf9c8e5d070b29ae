from __future__ import annotations

import subprocess
import sys

import pytest

import asyncproof
import asyncproof.core
import asyncproof.doubles
import asyncproof.exploring
import asyncproof.loop
import asyncproof.oracles
import asyncproof.plugin.concurrent.fixture


@pytest.mark.parametrize("name", [name for name in asyncproof.__all__ if name != "__version__"])
def test_every_public_name_is_what_its_part_defines(name: str) -> None:
    """Each name in `__all__` can be had, and is the very object of the part that defines it."""
    value = getattr(asyncproof, name)
    parts = (
        asyncproof.core,
        asyncproof.doubles,
        asyncproof.exploring,
        asyncproof.loop,
        asyncproof.oracles,
        asyncproof.plugin.concurrent.fixture,
    )
    assert any(value is getattr(part, name, None) for part in parts)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    """A misspelt name fails as on any module."""
    with pytest.raises(AttributeError, match="module 'asyncproof' has no attribute 'Deadlok'"):
        asyncproof.Deadlok  # noqa: B018 - to look is the test


def test_dir_lists_what_is_not_loaded_yet() -> None:
    """Completion in a shell shows the public names before they are used."""
    program = (
        "import asyncproof; print('ControlledLoop' in vars(asyncproof), 'ControlledLoop' in dir(asyncproof))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
