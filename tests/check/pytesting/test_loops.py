from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.pytesting.loops import (
    SCOPES,
    loop_scope_of_fixture,
    loop_scope_of_test,
    runs_fixture,
    width,
)
from tests.check.pytesting.seen import seen_in

if TYPE_CHECKING:
    from pathlib import Path

AUTO = "[pytest]\nasyncio_mode = auto\n"
HEAD = "import pytest, pytest_asyncio\n"
PACKAGE = "pytestmark = pytest.mark.asyncio(loop_scope='package')"
BASE = "@pytest.mark.asyncio(loop_scope='class')\nclass TestBase: ..."


def scope_of(root: Path, text: str, ini: str = AUTO, **more: str) -> str | None:
    """Return in how wide a loop the test of a file runs."""
    seen = seen_in(root, {"pytest.ini": ini, **more, "test_it.py": HEAD + text})
    test, here = seen.tests["test_it"]
    return loop_scope_of_test(test, here.configuration)


def fixture_scope(root: Path, text: str, ini: str = AUTO) -> str | None:
    """Return in how wide a loop the fixture of a file runs."""
    seen = seen_in(root, {"pytest.ini": ini, "conftest.py": f"{HEAD}{text}\nasync def it(): ..."})
    fixture, here = seen.fixtures["it"]
    return loop_scope_of_fixture(fixture, here.configuration)


def test_scopes_have_an_order() -> None:
    """The session is the widest."""
    assert width("session") > width("module") > width("function")
    assert sorted(SCOPES, key=width) == list(SCOPES)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("async def test_it(): ...", "function"),
        ("@pytest.mark.asyncio\nasync def test_it(): ...", "function"),
        ("@pytest.mark.asyncio()\nasync def test_it(): ...", "function"),
        ("@pytest.mark.asyncio(loop_scope='module')\nasync def test_it(): ...", "module"),
        ("@pytest.mark.asyncio(scope='class')\nasync def test_it(): ...", "class"),
        ("@pytest.mark.asyncio(loop_scope=None)\nasync def test_it(): ...", "function"),
        ("@pytest.mark.asyncio(loop_scope=WIDE)\nasync def test_it(): ...", None),
        ("@pytest.mark.asyncio(loop_scope='wide')\nasync def test_it(): ...", None),
        ("@pytest.mark.asyncio(**WIDE)\nasync def test_it(): ...", None),
        (f"{PACKAGE}\nasync def test_it(): ...", "package"),
        (
            f"{PACKAGE}\n@pytest.mark.asyncio\nasync def test_it(): ...",
            "function",
        ),
        (
            f"{BASE}\nclass TestIt(TestBase):\n    async def test_it(self): ...",
            "class",
        ),
        ("def test_it(): ...", None),
        ("@pytest.mark.anyio\n@strange\nasync def test_it(): ...", None),
    ],
)
def test_the_nearest_mark_says_how_wide_the_loop_of_a_test_is(
    tmp_path: Path, text: str, scope: str | None
) -> None:
    """What it does not say is the default, even if a mark further out says it."""
    assert scope_of(tmp_path, text) == scope


def test_the_configuration_says_it_for_all_tests(tmp_path: Path) -> None:
    """Unless a hook may mark them, or pytest-asyncio is too old to know of it."""
    ini = f"{AUTO}asyncio_default_test_loop_scope = session\n"
    text = "async def test_it(): ..."
    assert scope_of(tmp_path / "one", text, ini) == "session"
    hook = {"conftest.py": "def pytest_collection_modifyitems(items):\n    items[0].add_marker(asyncio)\n"}
    assert scope_of(tmp_path / "two", text, ini, **hook) is None
    old = {"requirements.txt": "pytest-asyncio<0.23\n"}
    assert scope_of(tmp_path / "three", text, ini, **old) is None


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("@pytest_asyncio.fixture", "function"),
        ("@pytest_asyncio.fixture(scope='module')", "module"),
        ("@pytest_asyncio.fixture(scope='module', loop_scope='session')", "session"),
        ("@pytest_asyncio.fixture(loop_scope=None)", "function"),
        ("@pytest_asyncio.fixture(loop_scope=WIDE)", None),
        ("@pytest_asyncio.fixture(**WIDE)", None),
        ("@pytest_asyncio.fixture(scope=WIDE)", None),
        ("@pytest.fixture(scope='session')", "session"),
    ],
)
def test_a_fixture_has_a_loop_as_wide_as_itself(tmp_path: Path, text: str, scope: str | None) -> None:
    """Unless its decorator says otherwise."""
    assert fixture_scope(tmp_path, text) == scope


def test_the_configuration_says_it_for_all_fixtures(tmp_path: Path) -> None:
    """That do not say it themselves, and only for those that pytest-asyncio runs."""
    ini = "[pytest]\nasyncio_mode = strict\nasyncio_default_fixture_loop_scope = class\n"
    assert fixture_scope(tmp_path / "one", "@pytest_asyncio.fixture(scope='module')", ini) == "class"
    assert fixture_scope(tmp_path / "two", "@pytest.fixture(scope='module')", ini) is None
    fixture, here = seen_in(
        tmp_path / "three",
        {"pytest.ini": AUTO, "conftest.py": f"{HEAD}@pytest.fixture\ndef it(): ...\nasync def f(): ..."},
    ).fixtures["it"]
    assert not runs_fixture(fixture, here.configuration)
