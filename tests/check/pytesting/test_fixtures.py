from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.check.world import revealed

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "import pytest, pytest_asyncio\n"


def given(root: Path, files: dict[str, str], parameter: str = "thing") -> str:
    """Return what a test gets for its parameter."""
    test = f"\nasync def test_it({parameter}):\n    reveal({parameter})\n"
    last = list(files)[-1]
    return revealed(root, {**files, last: files[last] + test})[-1]


@pytest.mark.parametrize(
    ("fixture", "known"),
    [
        ("@pytest.fixture\ndef thing(): return 1", "int"),
        ("@pytest.fixture()\ndef thing():\n    yield 1", "int"),
        ("@pytest_asyncio.fixture\nasync def thing(): return 1", "int"),
        ("@pytest_asyncio.fixture(scope='module')\nasync def thing():\n    yield 1", "int"),
        ("@pytest.fixture(name='thing')\ndef other(): return 1", "int"),
        ("@pytest.fixture\ndef thing() -> str: return make()", "str"),
        ("@pytest.fixture\ndef thing(thing): return thing", "unknown"),
        ("@pytest.fixture\ndef base(): return 1\n@pytest.fixture\ndef thing(base): return base", "int"),
        ("@strange\ndef thing(): return 1", "unknown"),
        ("def thing(): return 1", "unknown"),
    ],
)
def test_fixtures_give_what_they_return_or_yield(tmp_path: Path, fixture: str, known: str) -> None:
    """Whoever makes them, under whichever name; a fixture that asks for itself is unknown."""
    assert given(tmp_path, {"test_it.py": f"{HEAD}{fixture}"}) == known


def test_the_nearest_fixture_of_a_name_counts(tmp_path: Path) -> None:
    """Module before conftest, conftests from the inside out; an override gets the one above it."""
    conftest = f"{HEAD}@pytest.fixture\ndef thing(): return "
    files = {
        "pytest.ini": "[pytest]",
        "conftest.py": f"{conftest}1",
        "sub/conftest.py": f"{conftest}'a'",
        "sub/test_it.py": "",
    }
    assert given(tmp_path / "one", files) == "str"
    del files["sub/conftest.py"]
    assert given(tmp_path / "two", files) == "int"
    files["sub/test_it.py"] = f"{HEAD}@pytest.fixture\ndef thing(thing): return [thing]"
    assert given(tmp_path / "three", files) == "list of int"


def test_fixtures_come_by_import_and_by_star(tmp_path: Path) -> None:
    """As in projects that keep their fixtures in a module."""
    shared = f"{HEAD}@pytest.fixture\ndef thing(): return 1\n"
    assert given(tmp_path / "one", {"shared.py": shared, "test_it.py": "from shared import thing"}) == "int"
    assert given(tmp_path / "two", {"shared.py": shared, "test_it.py": "from shared import *"}) == "int"


def test_the_fixtures_of_a_class_are_its_own(tmp_path: Path) -> None:
    """A class hides the fixtures of its module."""
    test = f"""{HEAD}
@pytest.fixture
def thing(): return 1

class TestIt:
    @pytest.fixture
    def thing(self, thing): return [thing]

    async def test_it(self, thing):
        reveal(thing)

async def test_other(thing):
    reveal(thing)
"""
    assert revealed(tmp_path, {"test_it.py": test}) == ["list of int", "int"]


def test_mocker_is_known_without_its_plugin(tmp_path: Path) -> None:
    """Its name is enough, unless the project has a fixture of that name."""
    assert given(tmp_path / "one", {"test_it.py": ""}, "mocker") == "a foreign pytest_mock.MockerFixture"
    own = f"{HEAD}@pytest.fixture\ndef mocker(): return 1\n"
    assert given(tmp_path / "two", {"test_it.py": own}, "mocker") == "int"
