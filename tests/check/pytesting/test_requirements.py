from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from asyncproof.check.pytesting.requirements import normal, read_lock, read_requirements


def read(root: Path, files: dict[str, str]) -> tuple[dict[str, str], str | None]:
    """Make files, and read what they ask for."""
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(dedent(text), encoding="utf-8")
    return read_requirements(str(root), {path.name for path in root.iterdir()})


PYPROJECT = """\
[project]
name = "own"
requires-python = ">=3.10"
dependencies = ["httpx[http2] >= 0.27, < 1; python_version > '3.8'", "anyio"]
optional-dependencies.test = ["Pytest_AsyncIO==1.4"]
[dependency-groups]
dev = ["trio (>=0.26)", {include-group = "other"}]
other = ["x @ https://example.org/x.whl"]
[tool.uv]
dev-dependencies = ["uv-dev"]
[tool.pdm.dev-dependencies]
a = ["pdm-dev"]
[tool.hatch.envs.test]
dependencies = ["hatch-a"]
extra-dependencies = ["hatch-b>1"]
"""


def test_pyproject_says_it_in_many_ways(tmp_path: Path) -> None:
    """Dependencies, extras, groups and the tables of tools are all read; a project has itself, too."""
    found, python = read(tmp_path, {"pyproject.toml": PYPROJECT})
    assert python == ">=3.10"
    assert found == {
        "own": "", "httpx": ">= 0.27, < 1", "anyio": "", "pytest-asyncio": "==1.4", "trio": ">=0.26", "x": "",
        "uv-dev": "", "pdm-dev": "", "hatch-a": "", "hatch-b": ">1",
    }  # fmt: skip


def test_poetry_has_tables_of_its_own(tmp_path: Path) -> None:
    """Poetry's dependencies, the old development ones and groups are read, and which Python it wants."""
    text = """\
    [tool.poetry.dependencies]
    python = "^3.9"
    httpx = "^0.27"
    anyio = {version = ">=4", optional = true}
    any = "*"
    many = [{version = "1"}]
    [tool.poetry.dev-dependencies]
    pytest = "^8"
    [tool.poetry.group.test.dependencies]
    pytest-asyncio = {git = "https://example.org/x.git"}
    """
    found, python = read(tmp_path, {"pyproject.toml": text})
    assert python == "^3.9"
    assert found == {
        "python": "^3.9", "httpx": "^0.27", "anyio": ">=4", "any": "", "many": "", "pytest": "^8",
        "pytest-asyncio": "",
    }  # fmt: skip


def test_lists_are_read_line_by_line(tmp_path: Path) -> None:
    """Files with requirements are known by their names or their folder; options and comments are none."""
    files = {
        "requirements.txt": "# pytest\n-r other.txt\n\naiohttp>=3  # why\n",
        "dev-requirements.in": "pytest-asyncio\n",
        "requirements/test.txt": "trio==0.30 ; python_version < '3.12'\n",
        "requirements/readme.md": "nothing",
        "notes.txt": "nothing\n",
    }
    assert read(tmp_path, files)[0] == {"aiohttp": ">=3", "pytest-asyncio": "", "trio": "==0.30"}


def test_setup_cfg_is_read(tmp_path: Path) -> None:
    """`setup.cfg` asks for things in lines, extras too."""
    text = """\
    [metadata]
    name = Own
    [options]
    python_requires = >=3.8
    install_requires =
        httpx>=0.2
        anyio
    [options.extras_require]
    test = pytest; pytest-asyncio
    """
    found, python = read(tmp_path, {"setup.cfg": text})
    assert python == ">=3.8"
    assert found == {"own": "", "httpx": ">=0.2", "anyio": "", "pytest": "", "pytest-asyncio": ""}


def test_setup_py_is_read_and_not_run(tmp_path: Path) -> None:
    """What stands in lists in a `setup.py` is read as it stands."""
    text = """\
    raise SystemExit
    from setuptools import setup
    TESTS = ["pytest-asyncio>=0.20", 3, name]
    setup(install_requires=("httpx",), extras_require={"test": TESTS}, python_requires=">=3.7")
    """
    assert read(tmp_path, {"setup.py": text}) == ({"pytest-asyncio": ">=0.20", "httpx": ""}, ">=3.7")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", "[broken"),
        ("pyproject.toml", "project = 1\ntool.poetry.dependencies = 2\n"),
        ("setup.cfg", "broken"),
        ("setup.cfg", "[options]\na = %(b)s\n"),
        ("setup.py", "broken("),
        ("setup.py", "x\0"),
    ],
)
def test_broken_files_say_nothing(tmp_path: Path, name: str, text: str) -> None:
    """A file that can't be read says nothing, and others tell the user."""
    assert read(tmp_path, {name: text}) == ({}, None)


def test_files_that_are_gone_say_nothing(tmp_path: Path) -> None:
    """What was listed and is not there any more is empty."""
    names = {"pyproject.toml", "setup.py", "setup.cfg", "requirements.txt", "requirements"}
    assert read_requirements(str(tmp_path), names) == ({}, None)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("uv.lock", 'version = 1\n\n[[package]]\nname = "Anyio"\nversion = "4.9.0"\nsource = 1\n'),
        ("poetry.lock", '# made\r\n[[package]]\r\nname = "anyio"\r\nversion = "4.9.0"\r\n'),
        ("pylock.toml", '[[packages]]\nname = "anyio"\nversion = "4.9.0"\n'),
    ],
)
def test_locks_have_versions(tmp_path: Path, name: str, text: str) -> None:
    """A lock file gives the version of each distribution."""
    (tmp_path / name).write_bytes(text.encode())
    assert read_lock(str(tmp_path), {name}) == {"anyio": "4.9.0"}
    assert read_lock(str(tmp_path), {"other.lock"}) is None


def test_names_have_one_spelling() -> None:
    """All spellings of a distribution's name are one."""
    assert {normal(name) for name in ("A.b_c", "a-b-c", "A__B.-C")} == {"a-b-c"}
