"""What an installation brings, and what the lock promises."""

from __future__ import annotations

import re

from tests.house.sources import ROOT

PYPROJECT = (ROOT / "pyproject.toml").read_text("utf-8")


def test_a_runtime_install_pulls_three_packages() -> None:
    """The package depends on pytest, pytest-asyncio and one terminal library, and on nothing else."""
    listed = re.search(r"^dependencies = \[(.*?)\]", PYPROJECT, re.MULTILINE | re.DOTALL)
    assert listed is not None
    assert re.findall(r'"([\w-]+)', listed[1]) == ["pytest", "pytest-asyncio", "rich"]


def test_the_lock_names_no_private_place() -> None:
    """Anybody can install from the lock: it names PyPI and this directory, and nothing else."""
    lock = (ROOT / "uv.lock").read_text("utf-8")
    assert set(re.findall(r'registry = "([^"]+)"', lock)) == {"https://pypi.org/simple"}
    assert set(re.findall(r'url = "(https?://[^/"]+)', lock)) == {"https://files.pythonhosted.org"}
    assert set(re.findall(r'(?:editable|path|directory|virtual) = "([^"]+)"', lock)) <= {"."}


def test_the_package_is_marked_as_typed() -> None:
    """Type checkers of users see our annotations."""
    assert (ROOT / "src/asyncproof/py.typed").exists()
