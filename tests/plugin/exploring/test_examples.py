"""Tests of hypothesis under exploration: a run is one example under one schedule, and both are replayed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from asyncproof.plugin.exploring.examples import MOST, Turn, can_be_chosen, how_many, split_word, word_of
from tests.neighbours import NEIGHBOURS
from tests.plugin.exploring.suites import CACHE, replay_lines

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

GIVEN = """
from hypothesis import assume, example, given, settings, strategies
"""
RACE = (
    GIVEN
    + CACHE
    + """
seen = []

{mark}
@pytest.mark.explore(runs=1000, cancel=False)
@settings(database=None, deadline=None)
@given(pause=strategies.integers(1, 30), key=strategies.text(min_size=1))
async def test_given(pause, key):
    cache = Cache()
    seen.append(key)

    async def later():
        await asyncio.sleep(pause / 10)
        return await cache.get(key)

    await asyncio.gather(cache.get(key), later())
    assert cache.loads == 1, "loaded twice"
"""
)


@pytest.fixture
def given(suite: Suite) -> Suite:
    """Return a suite whose tests hypothesis runs."""
    suite.ini(without=tuple(name for name in NEIGHBOURS if name != "hypothesispytest"))
    return suite


@pytest.mark.parametrize("runner", ["asyncio", "anyio"])
def test_an_example_is_explored_and_replayed(given: Suite, runner: str) -> None:
    """The failure names the example; its line does that example again in that schedule."""
    backend = "\n@pytest.fixture\ndef anyio_backend():\n    return 'asyncio'\n" if runner == "anyio" else ""
    given.file(RACE.replace("{mark}", f"@pytest.mark.{runner}") + backend)
    output = given.run(failed=1)
    assert "(\nE           pause=1,\n" in output
    assert "loaded twice" in output
    (line,) = replay_lines(output)
    assert "--replay=example0/" in line[-1]
    again = given.run(*line, failed=1)
    assert again.count("pause=") == output.count("pause=")
    assert "loaded twice" in again


def test_methods_and_parameters(given: Suite) -> None:
    """A method with parameters is explored like any other, with its object made anew."""
    given.file(
        GIVEN
        + """
class TestAll:
    @pytest.mark.asyncio
    @pytest.mark.explore(runs=60)
    @pytest.mark.parametrize("number", [1, 2])
    @settings(max_examples=5, database=None, deadline=None)
    @given(pause=strategies.integers(1, 3))
    async def test_own(self, number, pause):
        await asyncio.gather(*[asyncio.sleep(pause) for _ in range(number)])
"""
    )
    assert "asyncproof explored 2 tests" in given.run(passed=2)


def test_what_only_one_example_does_is_found(given: Suite) -> None:
    """An example that fails in some schedules, beside others that never do, is found and told."""
    given.file(
        GIVEN
        + """
@pytest.mark.asyncio
@pytest.mark.explore(runs=1000, cancel=False)
@settings(database=None, deadline=None)
@given(careless=strategies.booleans())
async def test_given(careless):
    done = []

    async def work():
        await asyncio.sleep(0.1)
        done.append(1)

    task = asyncio.create_task(work())
    await asyncio.sleep(0.5)
    if not careless:
        await task
    assert done
"""
    )
    output = given.run(failed=1)
    assert "careless=True" in output
    (line,) = replay_lines(output)
    given.run(*line, failed=1)


def test_rejected_and_few_examples(given: Suite) -> None:
    """An example that its test turns down is passed over, and a test may have fewer than are asked for."""
    given.file(
        GIVEN
        + """
@pytest.mark.asyncio
@pytest.mark.explore(runs=200)
@settings(database=None, deadline=None)
@example(number=2)
@given(number=strategies.sampled_from([0, 1]))
async def test_given(number):
    assume(number)
    await asyncio.sleep(number)
"""
    )
    assert "asyncproof explored 1 test" in given.run(passed=1)


def test_what_always_fails_is_hypothesis_own_affair(given: Suite) -> None:
    """A test that fails in stock asyncio's order is told by hypothesis, with the least example."""
    given.file(
        GIVEN
        + """
@pytest.mark.asyncio
@settings(database=None, deadline=None)
@given(number=strategies.integers())
async def test_given(number):
    assert number < 10
"""
    )
    output = given.run("--explore", failed=1)
    assert "number=10" in output
    assert not replay_lines(output)


def test_words_with_examples() -> None:
    """A word begins with its example, if there is one; other words are left as they are."""
    assert split_word(word_of(3, "latency:ap1.x")) == (3, "latency:ap1.x")
    assert split_word(word_of(None, "latency:ap1.x")) == (None, "latency:ap1.x")
    for word in ("example/latency:ap1.x", "examplex/latency:ap1.x", "latency:ap1.a/b", "example3/"):
        assert split_word(word) == (None, word)


def test_how_many_examples_there_is_time_for() -> None:
    """With few runs there are few examples, and there are never more than a few."""
    assert [how_many(runs) for runs in (1, 100, 10_000)] == [1, 2, MOST]


def test_a_failing_example_fails_again_without_being_run() -> None:
    """When hypothesis asks again whether it fails, it is told the same."""
    turn = Turn(1)
    assert [turn.comes(), turn.comes(), turn.comes()] == [False, True, False]
    with pytest.raises(ValueError, match="once"), turn.remembering():
        raise ValueError("once")
    with pytest.raises(ValueError, match="once"):
        turn.comes()


def test_another_hypothesis(given: Suite) -> None:
    """One that keeps its settings elsewhere runs its tests as ever, and that is said."""
    assert not can_be_chosen(SimpleNamespace(obj=print))  # type: ignore[arg-type] # all that is looked at
    given.pytester.makeconftest("""
        import pytest

        @pytest.hookimpl(wrapper=True)
        def pytest_runtestloop():
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr("asyncproof.plugin.exploring.choosing.can_be_chosen", lambda _: False)
                return (yield)
    """)
    given.file(
        GIVEN
        + """
@pytest.mark.asyncio
@settings(database=None, deadline=None)
@given(number=strategies.integers())
async def test_given(number):
    await asyncio.sleep(0)
"""
    )
    reason = "it is run by a hypothesis of which no example can be chosen"
    assert f"did not explore test_it.py::test_given: {reason}" in given.run("--explore", passed=1)
