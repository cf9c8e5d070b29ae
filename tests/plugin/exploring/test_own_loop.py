"""Tests that share their loop are explored on their own, if nothing of theirs lives on the shared one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.plugin.exploring.suites import race, replay_lines

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


@pytest.mark.parametrize("scope", ["module", "session"])
def test_they_are_explored_on_their_own_loop(suite: Suite, scope: str) -> None:
    """The race is found and replayed; what passes runs on the shared loop as ever."""
    suite.file(
        "loops = set()\n"
        + race("@pytest.mark.explore(runs=60, cancel=False)")
        .replace("@pytest_asyncio.fixture\nasync def", "@pytest.fixture\ndef")
        .replace("await asyncio.sleep(0)\n    yield", "return")
        .replace("mark.asyncio", f"mark.asyncio(loop_scope='{scope}')")
        + f"""
@pytest.mark.asyncio(loop_scope="{scope}")
@pytest.mark.parametrize("number", [1, 2])
async def test_other(number, request):
    if request.node.get_closest_marker("asyncio").kwargs["loop_scope"] != "function":
        loops.add(asyncio.get_running_loop())
    await asyncio.sleep(number)

@pytest.mark.asyncio(loop_scope="{scope}")
@pytest.mark.explore(False)
async def test_last():
    assert loops == {{asyncio.get_running_loop()}}
"""
    )
    output = suite.run("--explore=30", passed=3, failed=1)
    assert "asyncproof explored 3 tests" in output
    assert "did not explore" not in output
    (line,) = replay_lines(output)
    suite.run(*line, failed=1)


def test_what_lives_on_the_shared_loop_stays_there(suite: Suite) -> None:
    """A test with an async fixture on the shared loop runs once, and it is said which one it is."""
    suite.ini(warnings="default")
    suite.file("""
        @pytest_asyncio.fixture(loop_scope="module", scope="module")
        async def db():
            return asyncio.get_running_loop()

        @pytest.mark.asyncio(loop_scope="module")
        @pytest.mark.explore
        async def test_shared(db):
            assert asyncio.get_running_loop() is db
    """)
    output = suite.run(passed=1, warnings=1)
    assert "asks to be explored, but it uses `db`, which lives on a loop that other tests share" in output
    assert "did not explore test_it.py::test_shared: it uses `db`" in output


def test_with_anyio_a_wider_fixture_keeps_the_loop(suite: Suite) -> None:
    """There anyio has one loop for all while a wider async fixture lives."""
    suite.file("""
        @pytest.fixture(scope="module")
        def anyio_backend():
            return "asyncio"

        @pytest.fixture(scope="module")
        async def db(anyio_backend):
            yield asyncio.get_running_loop()

        @pytest.mark.anyio
        async def test_shared(db):
            assert asyncio.get_running_loop() is db

        @pytest.mark.anyio
        async def test_own():
            await asyncio.sleep(1)
    """)
    output = suite.run("--explore=20", passed=2)
    assert "did not explore test_it.py::test_shared: it uses `db`" in output


def test_an_async_fixture_of_its_own(suite: Suite) -> None:
    """One that lives on a loop of the test's own keeps nobody from exploring."""
    suite.file("""
        @pytest_asyncio.fixture(loop_scope="function")
        async def number():
            return 1

        @pytest.mark.asyncio(loop_scope="module")
        async def test_it(number):
            await asyncio.sleep(number)
    """)
    assert "asyncproof explored 1 test" in suite.run("--explore=20", passed=1)


LEFT_BEHIND = """
@pytest.fixture
def anyio_backend():
    return "asyncio"

@pytest.fixture
async def closing():
    log = []
    yield log
    assert log

@pytest.mark.anyio
@pytest.mark.explore(rungs=["latency"], runs=30)
async def test_left():
    task = asyncio.create_task(asyncio.sleep(0.2))
    await asyncio.sleep(0.5)

@pytest.mark.anyio
@pytest.mark.explore(rungs=["latency"], runs=30)
async def test_closed(closing):
    closing.append(await asyncio.sleep(0.2, 1))
"""


@pytest.mark.parametrize("plugin", ["anyio", "asyncio"])
def test_what_a_test_leaves_behind(suite: Suite, plugin: str) -> None:
    """It is told in the same words, whoever runs the test; anyio's own tasks are no part of the test."""
    if plugin == "asyncio":
        suite.ini(mode="auto")
    suite.file(LEFT_BEHIND.replace("mark.anyio", f"mark.{plugin}"))
    output = suite.run(passed=2, errors=1)
    assert "(sleep) still ran when the test was over" in output
    assert "ERROR test_it.py::test_left" in output
