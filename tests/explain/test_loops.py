from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from asyncproof.core import Place
from asyncproof.explain import Failure, Fixture, Test, loops
from tests.explain.failing import failure_of

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
class Pool:
    def __init__(self):
        self.lock = object()
    async def get(self):
        raise RuntimeError

POOL = Pool()

{}
async def test_it():
    {}
"""


def failing(folder: Path, *fixtures: Fixture, mark: str = "", line: str = "await POOL.get()") -> Failure:
    """Return a failure of a test that runs on a loop of its own, and uses fixtures."""
    file = str(folder / "test_module.py")
    place = Place(file, 9)
    test = Test(
        "test_module.py::test_it", True, "pytest-asyncio", "strict", "asyncio", "function", place, fixtures
    )
    return failure_of(folder, SOURCE.format(mark, line), test=test)


def wide(value: object = None, name: str = "pool") -> Fixture:
    """Return a fixture on the loop of the module."""
    return Fixture(name, "module", "module", True, "pytest-asyncio", Place("conftest.py", 3), value)


def test_fixtures_on_another_loop(tmp_path: Path) -> None:
    """They are told, scope against scope; the one that holds the thing alone, if that is known."""
    value = object()
    failure = failing(tmp_path, wide(), wide(value, "other"), Fixture("sync", "session"))
    assert [one.name for one in loops.others(failure)] == ["pool", "other"]
    assert len(loops.strangers(failure)) == 2
    (told,) = loops.strangers(failure, value)
    assert told.startswith(
        "The fixture `other` at conftest.py:3 runs on the event loop of the module, the test on"
    )
    assert loops.cure(failure).startswith("let the test run on the loop of the fixture")
    assert loops.others(replace(failure, test=Test())) == []


def test_a_sync_fixture_may_hold_it(tmp_path: Path) -> None:
    """Then it is told where the thing comes from."""
    value = object()
    held = Fixture("held", "session", place=Place("conftest.py", 3), value=value)
    assert loops.strangers(failing(tmp_path, held), value) == [
        "It comes from the fixture `held` at conftest.py:3 (session scope)."
    ]


@pytest.mark.parametrize("mark", ["import pytest", "@(lambda f: f)\n"])
def test_the_test_gets_the_scope(tmp_path: Path, mark: str) -> None:
    """The change puts the test on the loop of the fixture."""
    failure = failing(tmp_path, wide(), mark=mark)
    function_line = 10 if mark.startswith("import") else 9
    test = replace(failure.test, place=Place(str(tmp_path / "test_module.py"), function_line))
    change = loops.loop_change(replace(failure, test=test))
    assert '+ @pytest.mark.asyncio(loop_scope="module")' in change
    assert loops.loop_change(failing(tmp_path)) == ""


def test_the_thing_that_was_used(tmp_path: Path) -> None:
    """It is the expression of the innermost line; a global that it begins with is told."""
    failure = failing(tmp_path)
    thing = loops.used_thing(failure)
    assert thing is not None
    assert loops.where_used(thing, failure) == f" ({tmp_path}/test_module.py:11)"
    assert thing.told(failure) == [f"`POOL` is global, made at {tmp_path}/test_module.py:7: `Pool()`."]
    entered = loops.used_thing(failing(tmp_path, line="async with POOL: pass"))
    assert entered is not None
    assert entered.text == "POOL"


def test_a_global_that_holds_it(tmp_path: Path) -> None:
    """Also as an attribute of what is global."""
    failure = failing(tmp_path)
    frame = failure.user_frame
    assert frame is not None
    pool = frame.frame.f_globals["POOL"]
    for value in (pool, pool.lock):
        (told,) = loops.global_holder(value, failure)
        assert told.startswith("`POOL` is global")
    assert loops.global_holder(object(), failure) == []


def test_what_a_plain_with_enters(tmp_path: Path) -> None:
    """It is the expression after `with`."""
    entered = loops.used_thing(failure_of(tmp_path, "def test_it():\n    with 5():\n        pass"))
    assert entered is not None
    assert entered.text == "5()"


def test_without_a_line_there_is_no_thing(tmp_path: Path) -> None:
    """What has no frame of the user's, or no function of the test's, has nothing to tell or to change."""
    nowhere = Failure(RuntimeError())
    assert loops.used_thing(nowhere) is None
    assert loops.where_used(None, nowhere) == ""
    failure = failing(tmp_path, wide())
    elsewhere = replace(failure.test, place=Place(str(tmp_path / "test_module.py"), 7))
    assert loops.loop_change(replace(failure, test=elsewhere)) == ""
