from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

TWO = """
import asyncproof

log = []

@asyncproof.fixture(concurrent=True)
async def one():
    await asyncio.sleep(5)
    yield "one"
    await asyncio.sleep(1)
    log.append("one")

@asyncproof.fixture(concurrent=True)
async def two():
    await asyncio.sleep(7)
    yield "two"
    log.append("two")
"""
MARK = """
@pytest.mark.virtual_time
@pytest.mark.asyncio
"""


def passed_time() -> str:
    """Return the expression for the time that has passed on the loop."""
    return "asyncio.get_running_loop().time()"


def test_they_wait_at_the_same_time(suite: Suite) -> None:
    """Two set-ups of five and seven seconds take seven, and are torn down one by one, the last first."""
    suite.file(
        TWO
        + MARK
        + f"""
async def test_it(one, two):
    assert (one, two) == ("one", "two")
    assert {passed_time()} == 7

def test_after():
    assert log == ["two", "one"]
"""
    )
    suite.run(passed=2)


def test_who_needs_one_waits_for_it(suite: Suite) -> None:
    """A fixture that needs another gets its value, whether it is concurrent, async or neither."""
    suite.file(
        TWO
        + """
@asyncproof.fixture(concurrent=True)
async def three(one):
    await asyncio.sleep(3)
    return one + "three"

@pytest.fixture
def doubled(three):
    return three * 2

@pytest_asyncio.fixture
async def tripled(two):
    return two * 3
"""
        + MARK
        + f"""
async def test_it(one, two, three, doubled, tripled):
    assert (three, doubled, tripled) == ("onethree", "onethree" * 2, "two" * 3)
    assert {passed_time()} == 7 + 3
"""
    )
    suite.run(passed=1)


def test_wider_scopes_parameters_and_classes(suite: Suite) -> None:
    """They may have parameters, wider scopes, be methods, and be used in several tests."""
    suite.file(
        """
import asyncproof

made = []

@asyncproof.fixture(concurrent=True, scope="module", loop_scope="module", params=[1, 2])
async def number(request):
    made.append(request.param)
    await asyncio.sleep(0)
    return request.param

@pytest.mark.asyncio(loop_scope="module")
class TestAll:
    @asyncproof.fixture(concurrent=True, loop_scope="module")
    async def own(self):
        await asyncio.sleep(0)
        return type(self).__name__

    async def test_one(self, number, own):
        assert (number, own) == (made[-1], "TestAll")

    async def test_two(self, number):
        assert number == made[-1]

def test_each_was_made_once():
    assert made == [1, 2]
"""
    )
    suite.run(passed=5)


def test_who_asks_in_the_middle_gets_the_value(suite: Suite) -> None:
    """`request.getfixturevalue` gives the value, in a fixture and in a test."""
    suite.file(
        TWO
        + """
@pytest.fixture
def asked(request, two):
    return request.getfixturevalue("one")

@pytest.mark.virtual_time
def test_it(asked, request):
    assert (asked, request.getfixturevalue("two")) == ("one", "two")

@pytest.mark.virtual_time
def test_while_it_runs(request):
    assert request.getfixturevalue("two") == "two"
"""
    )
    suite.run(passed=2)


FAILING = """
@asyncproof.fixture(concurrent=True)
async def bad():
    await asyncio.sleep(1)
    raise KeyError("the first")

@asyncproof.fixture(concurrent=True)
async def worse():
    await asyncio.sleep(2)
    raise ValueError("the second")
"""


def test_one_that_fails(suite: Suite) -> None:
    """Its error is the test's, as it is; the others are torn down."""
    suite.file(
        TWO
        + FAILING
        + MARK
        + """
async def test_it(one, bad, two):
    raise AssertionError("it runs")

def test_after():
    assert log == ["two", "one"]
"""
    )
    text = suite.run(errors=1, passed=1)
    assert "KeyError: 'the first'" in text
    assert "ExceptionGroup" not in text


def test_several_that_fail(suite: Suite) -> None:
    """All errors are shown together."""
    suite.file(TWO + FAILING + MARK + "async def test_it(worse, one, bad): pass\n")
    text = suite.run(errors=1)
    assert "2 fixtures that were set up at the same time failed" in text
    assert "KeyError: 'the first'" in text
    assert "ValueError: the second" in text


def test_an_ordinary_one_that_fails(suite: Suite) -> None:
    """What is on its way then arrives, is torn down, and its own errors are shown with the other."""
    suite.file(
        TWO
        + FAILING
        + """
@pytest.fixture
def broken(request):
    raise OSError("broken")
"""
        + MARK
        + """
async def test_alone(one, broken): pass
"""
        + MARK
        + """
async def test_together(one, bad, broken): pass

def test_after():
    assert log == ["one", "one"]
"""
    )
    text = suite.run(errors=2, passed=1)
    assert "KeyError: 'the first'" in text
    assert text.count("OSError: broken") >= 2


def test_skipping_while_one_is_on_its_way(suite: Suite) -> None:
    """A fixture that skips the test skips it; what was on its way is given up."""
    suite.file(
        TWO
        + """
@pytest.fixture
def absent(request):
    pytest.skip("not here")
"""
        + MARK
        + """
async def test_it(one, absent): pass

def test_after():
    assert log == []
"""
    )
    suite.run(skipped=1, passed=1)


def test_one_that_cancels_itself(suite: Suite) -> None:
    """A set-up that ends in its own cancellation is an error, and no hang."""
    suite.file(
        TWO
        + """
@asyncproof.fixture(concurrent=True)
async def gone():
    raise asyncio.CancelledError
"""
        + MARK
        + "async def test_it(gone): pass\n"
    )
    assert "its set-up was cancelled" in suite.run(errors=1)


def test_one_that_yields_twice(suite: Suite) -> None:
    """It is told, as of any fixture."""
    suite.file(
        """
import asyncproof

@asyncproof.fixture(concurrent=True)
async def twice():
    yield 1
    yield 2
"""
        + MARK
        + "async def test_it(twice): pass\n"
    )
    assert "the fixture 'twice' yields more than once" in suite.run(passed=1, errors=1)
