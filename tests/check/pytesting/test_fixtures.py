from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.checker import Checker
from tests.check.pytesting.seen import Seen, seen_in
from tests.check.world import revealed, write

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


def test_a_class_has_the_fixtures_of_its_bases(tmp_path: Path) -> None:
    """Before those of its module."""
    test = f"""{HEAD}
@pytest.fixture
def thing(): return 1

class Base:
    @pytest.fixture
    def thing(self): return 'a'

class TestIt(Base):
    async def test_it(self, thing):
        reveal(thing)
"""
    assert revealed(tmp_path, {"test_it.py": test}) == ["str"]


def test_conftests_load_modules_with_fixtures(tmp_path: Path) -> None:
    """By `pytest_plugins`."""
    files = {
        "pytest.ini": "[pytest]",
        "conftest.py": "pytest_plugins = ['shared']\n",
        "shared.py": f"{HEAD}@pytest.fixture\ndef thing(): return 1\n",
        "test_it.py": "",
    }
    assert given(tmp_path, files) == "int"


PLUGIN = f"{HEAD}@pytest.fixture\ndef thing(): return 1\n"


@pytest.mark.parametrize(
    ("options", "plugin", "known"),
    [
        ("", PLUGIN, "found"),
        ("", "from thing_more import *", "found"),
        ("", "def other(): ...", "none"),
        ("-p no:it", PLUGIN, "none"),
        ("-p no:thing_plugin", PLUGIN, "none"),
        ("-p gone", "", "hidden"),
        ("-p pytest_asyncio", "", "none"),
    ],
)
def test_plugins_of_the_environment_have_fixtures(
    tmp_path: Path, options: str, plugin: str, known: str
) -> None:
    """Unless they are switched off; a plugin that is not at hand may have any."""
    site = "env/lib/python3.12/site-packages/"
    files = {
        "pytest.ini": f"[pytest]\naddopts = {options}\n",
        f"{site}thing-1.0.dist-info/entry_points.txt": "[pytest11]\nit = thing_plugin\n",
        f"{site}thing_plugin.py": plugin,
        f"{site}thing_more.py": PLUGIN,
        "test_it.py": "async def test_it(thing): ...\n",
    }
    write(tmp_path, files)
    rule = Seen()
    Checker(tmp_path, [rule], environment=str(tmp_path / "env")).check([tmp_path / "test_it.py"])
    _, here = rule.tests["test_it"]
    place = here.module, None, here.configuration
    found = here.fixtures.find("thing", *place) is not None
    hidden = here.fixtures.may_hide("thing", *place)
    assert (found, not found and hidden) == (known == "found", known == "hidden")


@pytest.mark.parametrize("source", ["from stranger import thing", "from stranger import *", "thing = make()"])
def test_a_name_from_elsewhere_may_be_a_fixture(tmp_path: Path, source: str) -> None:
    """That nobody can see."""
    text = f"{source}\nasync def test_it(thing, other): ...\n"
    _, here = seen_in(tmp_path, {"test_it.py": text}).tests["test_it"]
    place = here.module, None, here.configuration
    assert here.fixtures.may_hide("thing", *place)
    assert here.fixtures.may_hide("other", *place) is source.endswith("*")


@pytest.mark.parametrize(
    ("decorator", "scope"),
    [
        ("@pytest.fixture(scope='module')", "module"),
        ("@pytest.fixture(params=[1])", "function"),
        ("@pytest.fixture('module')", None),
        ("@pytest.fixture(**more)", None),
        ("@pytest.fixture(scope=choose)", None),
    ],
)
def test_scopes_are_known_if_they_are_written_out(tmp_path: Path, decorator: str, scope: str | None) -> None:
    """Whatever may say more makes them unknown."""
    text = f"{HEAD}{decorator}\nasync def it(): ...\n"
    fixture, _ = seen_in(tmp_path, {"conftest.py": text}).fixtures["it"]
    assert fixture.scope == scope


def test_a_plugin_that_cannot_be_read_has_no_fixtures(tmp_path: Path) -> None:
    """As far as anybody can tell."""
    site = tmp_path / "env/lib/python3.12/site-packages"
    entry = f"{(site / 'thing-1.0.dist-info').relative_to(tmp_path)}/entry_points.txt"
    write(
        tmp_path, {entry: "[pytest11]\nit = thing_plugin\n", "test_it.py": "async def test_it(thing): ...\n"}
    )
    (site / "thing_plugin.py").mkdir()
    rule = Seen()
    Checker(tmp_path, [rule], environment=str(tmp_path / "env")).check([tmp_path / "test_it.py"])
    _, here = rule.tests["test_it"]
    assert here.fixtures.find("thing", here.module, None, here.configuration) is None
