"""Claims about where a file is at home."""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path

import pytest

import asyncproof
from asyncproof.loop.usercode import is_foreign, is_installed, is_ours, is_pythons

HOMES = {"python": is_pythons, "installed": is_installed, "ours": is_ours}


@pytest.mark.parametrize(
    ("file", "home"),
    [
        (__file__, ""),
        ("relative.py", ""),
        ("/home/me/site-packages.py", ""),
        (os.__file__, "python"),
        (str(Path(sysconfig.get_path("stdlib"), "asyncio", "events.py")), "python"),
        (str(Path(sysconfig.get_path("stdlib"), "site-packages", "yaml.py")), "installed"),
        (str(Path(sysconfig.get_path("purelib"), "aiohttp", "client.py")), "installed"),
        ("/home/me/venv/lib/python3.12/site-packages/aiohttp/client.py", "installed"),
        ("/usr/lib/python3/dist-packages/yaml/__init__.py", "installed"),
    ],
)
def test_each_file_has_one_home(file: str, home: str) -> None:
    """Python's library, what is installed, wherever that is, or the user's own: never two of them."""
    assert [name for name, is_there in HOMES.items() if is_there(file)] == [home] * bool(home)
    assert is_foreign(file) is bool(home)


def test_this_package_is_ours_wherever_it_is_installed() -> None:
    """It is nobody else's code, and not the user's."""
    file = str(Path(asyncproof.__file__).parent / "loop" / "anything.py")
    assert is_ours(file)
    assert is_foreign(file)


def test_looking_makes_no_call_that_others_take_for_blocking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who replaces `os.path.abspath` to find what blocks a loop, finds none of ours."""

    def blocks(_: str) -> str:
        raise AssertionError

    with monkeypatch.context() as patches:
        patches.setattr(os.path, "abspath", blocks)
        foreign = is_foreign("/nobody/has/asked/for/this.py")
    assert not foreign
