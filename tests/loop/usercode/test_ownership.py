"""Claims about whose code is whose."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from types import ModuleType

import pytest

import asyncproof
from asyncproof.loop.usercode import Ownership

ASK = "answer = theirs.owns_frame(sys._getframe())"


def owner_says(filename: str, *, also: tuple[str, ...] = (), **names: object) -> bool:
    """Run code that claims to come from a file, and ask whether it is the user's."""
    scope: dict[str, object] = {"theirs": Ownership(also=also), "sys": sys, **names}
    exec(compile(ASK, filename, "exec"), scope)
    return bool(scope["answer"])


@pytest.mark.parametrize(
    ("filename", "expected"),
    [
        (__file__, True),
        ("/home/me/project/app.py", True),
        ("relative.py", True),
        ("/home/me/project/.venv/lib/python3.12/site-packages/aiohttp/client.py", False),
        ("/usr/lib/python3/dist-packages/yaml/__init__.py", False),
        (os.__file__, False),
        (str(Path(sysconfig.get_path("stdlib"), "asyncio", "events.py")), False),
        (str(Path(asyncproof.__file__).parent / "loop" / "anything.py"), False),
        ("<frozen importlib._bootstrap>", False),
    ],
)
def test_a_file_says_whose_it_is(filename: str, expected: bool) -> None:
    """The standard library, what is installed and asyncproof are not the user's; all the rest is."""
    assert owner_says(filename) is expected


def test_an_installed_package_can_be_counted_in() -> None:
    """`also` names packages whose code is the user's although it is installed, generated code included."""
    installed = "/x/site-packages/pkg/clock.py"
    assert not owner_says(installed, __name__="pkg.clock")
    assert owner_says(installed, also=("pkg",), __name__="pkg.clock")
    assert owner_says("<generated>", also=("pkg",), __name__="pkg.clock")
    assert not owner_says(installed, also=("pkg",), __name__="pkgs.clock")


def test_generated_code_belongs_to_its_module() -> None:
    """Code without a file is judged by its globals, and failing that by its caller."""
    assert owner_says("<generated>", __file__=__file__)
    assert not owner_says("<generated>", __file__=os.__file__)
    assert owner_says("<generated>", __name__="__main__")
    assert owner_says("<generated>")  # this file called it


def test_nobodys_code_is_not_the_users() -> None:
    """Where the whole stack is generated code of nobody, it is not the user's."""
    assert not Ownership().owns_frame(None)


def test_modules_are_listed_by_owner() -> None:
    """This test's module is the user's; pytest, the standard library and asyncproof are not."""
    mine = {module.__name__ for module in Ownership().modules()}
    assert __name__ in mine
    assert mine.isdisjoint({"pytest", "os", "sys", "builtins", "asyncproof", "asyncproof.core"})


def test_modules_are_counted_in_by_name() -> None:
    """An installed package that was passed over before is listed for those who count it as the user's."""
    assert pytest not in list(Ownership().modules())
    assert pytest in list(Ownership(also=("pytest",)).modules())
    assert pytest not in list(Ownership().modules())


@pytest.mark.parametrize("file", [None, [], 7])
def test_a_module_may_say_anything_of_its_file(file: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no file's name says nothing, and is asked for nothing."""
    module = ModuleType("odd")
    module.__dict__["__file__"] = file
    monkeypatch.setitem(sys.modules, "odd", module)
    assert module not in list(Ownership().modules())


def test_the_main_module_is_the_users_without_a_file() -> None:
    """Code given by `-c` or typed at a prompt is the user's."""
    script = (
        "from asyncproof.loop.usercode import Ownership; import sys; theirs = Ownership();"
        "print(theirs.owns_frame(sys._getframe()), sys.modules['__main__'] in theirs.modules())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "True True\n"


def test_what_lies_in_sys_modules_need_not_be_a_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Strange entries of `sys.modules` are passed over without being asked anything."""

    class Strange:
        def __getattr__(self, name: str) -> object:
            raise AssertionError(name)

    monkeypatch.setitem(sys.modules, "strange", Strange())
    monkeypatch.setitem(sys.modules, "nothing", None)
    assert list(Ownership().modules())
