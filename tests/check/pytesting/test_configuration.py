from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from asyncproof.check.pytesting.configuration import Configuration, Configurations, Mode
from asyncproof.core import Place

STRICT, AUTO, UNKNOWN = Mode.STRICT, Mode.AUTO, Mode.UNKNOWN
ASKS = "[project]\ndependencies = ['pytest', 'pytest-asyncio']\n"


def project(root: Path, files: dict[str, str], test: str = "tests/test_a.py") -> Configuration:
    """Make a repository, and return the configuration for a test in it."""
    (root / ".git").mkdir(exist_ok=True)
    (root / "tests").mkdir(exist_ok=True)
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(dedent(text), encoding="utf-8")
    return Configurations(str(root / "no-environment")).of(str(root / test))


@pytest.mark.parametrize(
    ("files", "mode"),
    [
        ({}, UNKNOWN),
        ({"pyproject.toml": ASKS}, STRICT),
        ({"pyproject.toml": ASKS, "Makefile": "pytest --asyncio-mode=auto"}, UNKNOWN),
        ({"pyproject.toml": ASKS, "tests/conftest.py": "config.option.asyncio_mode = 'auto'"}, UNKNOWN),
        ({"pytest.ini": "[pytest]\nasyncio_mode = auto"}, AUTO),
        ({"pytest.ini": "[pytest]\nasyncio_mode = strict", "Makefile": "pytest --asyncio-mode=auto"}, STRICT),
        ({"pytest.ini": "[pytest]\nasyncio_mode = legacy"}, UNKNOWN),
        ({"pytest.ini": "[pytest]\nasyncio_default_test_loop_scope = session"}, STRICT),
        ({"pytest.ini": "[pytest]\nasyncio_mode = strict\naddopts = --asyncio-mode=auto"}, AUTO),
        ({"pytest.ini": "[pytest]\nasyncio_mode = strict\naddopts = -o asyncio_mode=auto"}, AUTO),
        ({"pytest.ini": "[pytest]\nasyncio_mode = auto\naddopts = -p no:asyncio"}, UNKNOWN),
        ({"pyproject.toml": ASKS + "[tool.pytest]\nasyncio_mode = 'auto'"}, AUTO),
        ({"pyproject.toml": ASKS + "[tool.pytest]\nasyncio_mode = 'auto'", "tests/pytest.ini": ""}, UNKNOWN),
        ({"pytest.ini": "[pytest]\nbroken"}, UNKNOWN),
        ({"uv.lock": '[[package]]\nname = "pytest"\nversion = "9"\n'}, UNKNOWN),
    ],
)
def test_the_mode_is_that_of_the_run(tmp_path: Path, files: dict[str, str], mode: Mode) -> None:
    """Settings, options and plugins decide the mode; where something else may, it is unknown."""
    assert project(tmp_path, files).asyncio_mode is mode


@pytest.mark.parametrize(
    ("files", "mode"),
    [
        ({}, STRICT),
        ({"pytest.ini": "[pytest]\nanyio_mode = auto"}, AUTO),
        ({"pytest.ini": "[pytest]\naddopts = --anyio-mode auto"}, AUTO),
        ({"pytest.ini": "[pytest]\nanyio_mode = odd"}, UNKNOWN),
        ({"pytest.ini": "[pytest]\naddopts = -pno:anyio"}, UNKNOWN),
        ({"uv.lock": '[[package]]\nname = "pytest"\nversion = "9"\n'}, UNKNOWN),
    ],
)
def test_anyio_has_a_mode_too(tmp_path: Path, files: dict[str, str], mode: Mode) -> None:
    """The plugin of anyio is strict unless it is told otherwise, or is not there."""
    assert project(tmp_path, files).anyio_mode is mode


@pytest.mark.parametrize(
    ("lines", "fixtures", "tests"),
    [
        ("", "fixture-scope", "function"),
        ("asyncio_default_fixture_loop_scope = session", "session", "function"),
        ("asyncio_default_fixture_loop_scope = fixture-scope", "fixture-scope", "function"),
        ("asyncio_default_test_loop_scope = module", "fixture-scope", "module"),
        (
            "asyncio_default_fixture_loop_scope =\nasyncio_default_test_loop_scope = odd",
            "fixture-scope",
            None,
        ),
        ("addopts = -o asyncio_default_test_loop_scope=class", "fixture-scope", "class"),
    ],
)
def test_loop_scopes_are_read(tmp_path: Path, lines: str, fixtures: str, tests: str | None) -> None:
    """The default scopes of loops are those of pytest-asyncio unless they are set."""
    found = project(tmp_path, {"pytest.ini": f"[pytest]\n{lines}\n"})
    assert (found.fixture_loop_scope, found.test_loop_scope) == (fixtures, tests)


def test_other_settings_are_read(tmp_path: Path) -> None:
    """Names of tests, marks, fixtures for all, plugins and warnings come with the place of each."""
    text = """\
    [pytest]
    python_files = check_*.py
    python_classes = Check *Suite
    python_functions = check it_*
    usefixtures = a b
    markers =
        slow: takes long
        needs(server): needs it
    filterwarnings = error
    testpaths = tests more
    addopts = -p one -p no:two -W ignore -o xfail_strict=true
    """
    found = project(tmp_path, {"pytest.ini": text})
    assert (found.usefixtures, found.markers) == (("a", "b"), ("slow", "needs"))
    assert (found.plugins, found.blocked, found.filterwarnings) == (("one",), ("two",), ("error", "ignore"))
    assert found.testpaths == ("tests", "more")
    assert found.place_of("markers") == Place(str(tmp_path / "pytest.ini"), 6)
    assert found.place_of("xfail_strict") == Place(str(tmp_path / "pytest.ini"), 11)
    assert found.place_of("timeout") is None
    assert [found.is_test_function(name) for name in ("check_a", "it_b", "test_c")] == [True, True, False]
    assert [found.is_test_class(name) for name in ("CheckA", "MySuite", "TestC")] == [True, True, False]
    assert [found.is_test_file(f"x/{name}.py") for name in ("check_a", "test_a")] == [True, False]


def test_names_of_tests_are_the_usual_ones(tmp_path: Path) -> None:
    """Without settings, tests are called as pytest has it; a pattern with a folder is one for the path."""
    found = project(tmp_path, {})
    assert [found.is_test_file(name) for name in ("a/test_a.py", "a_test.py", "a.py")] == [True, True, False]
    assert (found.is_test_function("test_a"), found.is_test_class("TestA")) == (True, True)
    found = project(tmp_path, {"pytest.ini": "[pytest]\npython_files = unit/*.py /top/*.py\n"})
    paths = ("/x/unit/a.py", "/x/a.py", "/top/a.py", "/x/top/a.py")
    assert [found.is_test_file(path) for path in paths] == [True, False, True, False]


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    """Where pytest would stop, nothing is known, and the trouble says why."""
    found = project(tmp_path, {"pytest.ini": "[pytest]\nbroken"})
    assert found.fixture_loop_scope is None
    assert ["unexpected line" in one.message for one in found.troubles] == [True]


def test_each_rootdir_has_its_own(tmp_path: Path) -> None:
    """In a repository with several projects each test has the configuration of its own."""
    files = {"a/pytest.ini": "[pytest]\nasyncio_mode=auto", "b/pytest.ini": "[pytest]\nasyncio_mode=strict"}
    project(tmp_path, files)
    finder = Configurations()
    modes = [finder.of(str(tmp_path / name)).asyncio_mode for name in ("a/test_x.py", "b/c/test_x.py")]
    assert modes == [AUTO, STRICT]
    assert finder.of(str(tmp_path / "b/test_x.py")).asyncio_mode is STRICT
    assert finder.of(str(tmp_path / "a/test_x.py")) is finder.of(str(tmp_path / "a/test_y.py"))


def test_hooks_come_from_the_whole_chain(tmp_path: Path) -> None:
    """The conftests from the rootdir down count, and the modules that they or `-p` load; once each."""
    head = "def pytest_collection_modifyitems(items):\n"
    marks = f"{head}    for item in items: item.add_marker(pytest.mark.asyncio)\n"
    sorts = f"{head}    items.sort()\n"
    files = {
        "pytest.ini": "[pytest]\naddopts = -p plug.one -p installed\npythonpath = lib\n",
        "conftest.py": "pytest_plugins = ['plug.two', 'plug.one', 'three', '']\n" + sorts,
        "src/plug/one.py": sorts,
        "lib/plug/two/__init__.py": sorts,
        "tests/deep/conftest.py": marks,
        "tests/three.py": marks,
    }
    high = project(tmp_path, files)
    deep = project(tmp_path, {}, "tests/deep/test_a.py")
    assert not high.hooked
    assert [Path(hook.path).name for hook in high.hooks] == ["conftest.py", "one.py", "__init__.py"]
    assert deep.hooked
    assert deep.conftests == (str(tmp_path / "conftest.py"), str(tmp_path / "tests/deep/conftest.py"))
    assert [name for name in deep.loaded if name] == ["plug.two", "plug.one", "three"]
