from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

pytest.importorskip("anyio")

ON_ASYNCIO = """
    import anyio

    pytestmark = pytest.mark.anyio

    @pytest.fixture(scope="module")
    def anyio_backend():
        return {backend}
"""


@pytest.mark.parametrize("backend", ["'asyncio'", "('asyncio', {})", "('asyncio', {'debug': True})"])
def test_backends(suite: Suite, backend: str) -> None:
    """Marked anyio tests and their async fixtures run in virtual time, with the options they have."""
    suite.file(
        ON_ASYNCIO.format(backend=backend)
        + f"""
    @pytest.fixture
    async def slow():
        await anyio.sleep(3600)
        yield asyncio.get_running_loop()
        await anyio.sleep(3600)

    async def test_plain():
        assert not is_virtual()

    @pytest.mark.virtual_time
    async def test_virtual(slow):
        assert is_virtual()
        assert slow is asyncio.get_running_loop()
        assert slow.get_debug() is {"debug" in backend}
        await anyio.sleep(3600)

    async def test_clock(slow, clock):
        assert clock is slow.clock
        assert clock.now == 0
        await anyio.sleep(3600)
        assert clock.now == 3600

    @pytest.mark.virtual_time
    async def test_without_fixtures():
        await anyio.sleep(3600)
        """
    )
    suite.run(passed=4)


def test_default_backends(suite: Suite) -> None:
    """The default parametrisation keeps its ids; trio is left alone."""
    pytest.importorskip("trio")
    suite.file(
        """
        @pytest.mark.virtual_time
        @pytest.mark.anyio
        async def test_it(anyio_backend_name):
            if anyio_backend_name == "asyncio":
                assert is_virtual()
        """
    )
    text = suite.run("-v", passed=2)
    assert "test_it[asyncio] PASSED" in text
    assert "test_it[trio] PASSED" in text


def test_own_parametrisation(suite: Suite) -> None:
    """Backends that a suite gives by parametrize are served too."""
    suite.file(
        """
        @pytest.mark.virtual_time
        @pytest.mark.anyio
        @pytest.mark.parametrize("anyio_backend", [pytest.param(("asyncio", {"debug": True}), id="mine")])
        async def test_it():
            assert is_virtual()
            assert asyncio.get_running_loop().get_debug()
        """
    )
    assert "test_it[mine] PASSED" in suite.run("-v", passed=1)


def test_auto_mode(suite: Suite) -> None:
    """The auto mode of anyio needs no anyio mark, and is served."""
    suite.ini("anyio_mode = auto")
    suite.file(
        """
        @pytest.fixture
        def anyio_backend():
            return "asyncio"

        @pytest.mark.virtual_time
        async def test_it():
            assert is_virtual()
        """
    )
    suite.run(passed=1)


def test_own_loops_are_kept(suite: Suite) -> None:
    """A backend that brings its own loop keeps it, and a test that asks for virtual time warns."""
    suite.file(
        ON_ASYNCIO.format(backend="('asyncio', {'loop_factory': asyncio.SelectorEventLoop})")
        + """
    @pytest.mark.virtual_time
    async def test_it():
        assert not is_virtual()
        """
    )
    text = suite.run("-W", "default", passed=1, warnings=1)
    assert "test_it asks for virtual time but brings its own event loop, which is kept" in text


def test_own_loops_in_a_virtual_run(suite: Suite) -> None:
    """With --virtual-time nothing is said about tests that bring their own loop: they did not ask."""
    suite.file(
        ON_ASYNCIO.format(backend="('asyncio', {'loop_factory': asyncio.SelectorEventLoop})")
        + """
    async def test_it():
        assert not is_virtual()
        """
    )
    suite.run("--virtual-time", passed=1)


def test_a_loop_kept_by_a_wider_fixture(suite: Suite) -> None:
    """A test that shares anyio's one loop with a wider fixture in real time is told so."""
    suite.file(
        ON_ASYNCIO.format(backend="'asyncio'")
        + """
    @pytest.fixture(scope="module")
    async def wide():
        yield

    @pytest.mark.virtual_time
    async def test_it(wide):
        pass
        """
    )
    text = suite.run(errors=1)
    assert "shares its module-scoped loop" in text
    assert "or narrow the scope of the async fixture that keeps anyio's loop open." in text


def test_a_stuck_test_leaves_the_runner_usable(suite: Suite) -> None:
    """After a stuck test the wider fixtures still work, and are torn down."""
    suite.file(
        ON_ASYNCIO.format(backend="'asyncio'")
        + """
    pytestmark = [pytest.mark.anyio, pytest.mark.virtual_time]

    @pytest.fixture(scope="module")
    async def wide():
        yield
        await anyio.sleep(5)
        print("wide is torn down")

    async def test_stuck(wide):
        try:
            await anyio.Event().wait()
        finally:
            print("unwound")

    async def test_next(wide):
        await anyio.sleep(5)
        """
    )
    text = suite.run("-s", passed=1, failed=1)
    assert "unwound" in text
    assert "wide is torn down" in text
    assert "Deadlock" in text


def test_a_stuck_fixture_is_its_own_error(suite: Suite) -> None:
    """A fixture that is stuck is an error in its set-up, and the runner goes on."""
    suite.file(
        ON_ASYNCIO.format(backend="'asyncio'")
        + """
    pytestmark = [pytest.mark.anyio, pytest.mark.virtual_time]

    @pytest.fixture
    async def stuck():
        await anyio.Event().wait()

    async def test_it(stuck):
        pass

    async def test_next():
        await anyio.sleep(5)
        """
    )
    assert "Deadlock" in suite.run(passed=1, errors=1)
