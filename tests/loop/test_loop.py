from __future__ import annotations

import subprocess
import sys

import pytest

from asyncproof import loop

ONE_PART = """
import sys
import asyncproof.loop.usercode
print(*[name for name in sys.modules if name.startswith("asyncproof.loop.controlled")])
"""


@pytest.mark.parametrize("name", loop.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """What the package promises can be had from it, each time the same."""
    assert getattr(loop, name) is getattr(loop, name)


def test_any_other_name_is_an_error() -> None:
    """As with any module."""
    with pytest.raises(AttributeError, match=r"module 'asyncproof.loop' has no attribute 'nothing'"):
        loop.nothing  # noqa: B018 - it is the access that fails


def test_one_part_does_not_load_all() -> None:
    """Whoever needs a small part of it does not pay for the event loop."""
    done = subprocess.run([sys.executable, "-c", ONE_PART], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
