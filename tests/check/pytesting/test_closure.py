from __future__ import annotations

from typing import TYPE_CHECKING

from tests.check.pytesting.seen import seen_in

if TYPE_CHECKING:
    from pathlib import Path

AUTO = "[pytest]\nasyncio_mode = auto\nusefixtures = everywhere\n"
CONFTEST = """
import pytest

@pytest.fixture
def low(): return 1

@pytest.fixture
def high(low, gone): return low

@pytest.fixture
def everywhere(): return 1

@pytest.fixture(autouse=True)
def always(low): return low
"""


def test_a_test_takes_with_it_what_its_fixtures_ask_for(tmp_path: Path) -> None:
    """By parameters, marks, configuration and `autouse`; names without a fixture are told apart."""
    test = """
import pytest

@pytest.fixture
def low(low): return low + 1

@pytest.mark.usefixtures("named")
@pytest.mark.parametrize("given", [1])
async def test_it(high, given, request, *rest, default=1): ...

class TestIt:
    @staticmethod
    def test_static(high): ...

    def test_method(self, other): ...
"""
    seen = seen_in(tmp_path, {"pytest.ini": AUTO, "conftest.py": CONFTEST, "test_it.py": test})
    found, here = seen.tests["test_it"]
    closure = here.closures.of_test(found.function, found.marks)
    assert set(closure.ways) == {"high", "low", "everywhere", "always"}
    assert closure.missing == {"named", "gone"}
    way = closure.ways["low"]
    assert way.fixture.function.path.endswith("test_it.py")
    assert (way.first, way.told) == ("high", "`high` -> `low`")
    asked = {name: here.closures.asked_by(one.function) for name, (one, _) in seen.tests.items()}
    assert asked == {"test_it": ["high"], "test_static": ["high"], "test_method": ["other"]}


def test_an_overriding_fixture_gets_the_one_above(tmp_path: Path) -> None:
    """Where it stands itself; and a fixture that asks for nobody has no circle."""
    test = "import pytest\n\n@pytest.fixture\ndef low(low): return low\n\nasync def test_it(): ...\n"
    seen = seen_in(tmp_path, {"pytest.ini": AUTO, "conftest.py": CONFTEST, "test_it.py": test})
    low, here = seen.fixtures["low"]
    above = here.closures.needed_by(low, "low")
    assert above is not None
    assert above.function.path.endswith("conftest.py")
    assert here.closures.needed_by(low, "gone") is None
    assert here.closures.circle(low) == ()


def test_a_circle_leads_back_to_its_fixture(tmp_path: Path) -> None:
    """Whatever else is on the way, and only for those that are part of it."""
    test = """
import pytest

@pytest.fixture
def one(two, three): ...

@pytest.fixture
def two(three): ...

@pytest.fixture
def three(one): ...

@pytest.fixture
def outside(one): ...
"""
    seen = seen_in(tmp_path, {"pytest.ini": AUTO, "test_it.py": test})
    circles = {
        name: [one.name for one in here.closures.circle(fixture)]
        for name, (fixture, here) in seen.fixtures.items()
    }
    assert circles["three"][0] == circles["three"][-1] == "three"
    assert circles["outside"] == []
