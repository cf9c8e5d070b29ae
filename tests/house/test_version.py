"""The version is written in one place."""

from __future__ import annotations

import re

import asyncproof
from tests.house.sources import PACKAGE, ROOT, modules, parse, short


def test_the_version_is_written_once() -> None:
    """No module but `_version` and no build setting holds the version."""
    assert re.fullmatch(r"\d+\.\d+\.\d+(\.dev\d+|rc\d+)?", asyncproof.__version__)
    holders = [short(path) for path in modules() if asyncproof.__version__ in path.read_text("utf-8")]
    assert holders == [short(PACKAGE / "_version.py")]
    assert not re.search(r"^version\s*=", (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)


def test_the_version_file_holds_nothing_else() -> None:
    """The build reads the file as text, so it stays a docstring and one assignment."""
    assert len(parse(PACKAGE / "_version.py").body) == len(["docstring", "assignment"])
