from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

SCOPES = ("function", "class", "module", "package", "session")
OWN_FACTORIES = """
    class First(asyncio.SelectorEventLoop): pass
    class Second(asyncio.SelectorEventLoop): pass

    def pytest_asyncio_loop_factories(config, item):
        return {"first": First, "second": Second}
"""


@pytest.mark.parametrize("mode", ["strict", "auto"])
@pytest.mark.parametrize("scope", SCOPES)
def test_async_fixtures_of_every_scope(suite: Suite, scope: str, mode: str) -> None:
    """An async fixture of any scope, set up and torn down, shares the virtual time of its loop."""
    suite.ini("asyncproof_virtual_time = true", mode=mode)
    suite.file(
        f"""
        @pytest_asyncio.fixture(scope="{scope}", loop_scope="{scope}")
        async def slow():
            await asyncio.sleep(3600)
            yield asyncio.get_running_loop()
            await asyncio.sleep(3600)

        @pytest.mark.asyncio(loop_scope="{scope}")
        async def test_it(slow):
            assert slow is asyncio.get_running_loop()
            assert is_virtual()

        def test_sync(slow):
            assert is_virtual(slow)
            assert slow.time() >= 3600
        """
    )
    suite.run(passed=2)


def test_a_wider_loop_stays_in_real_time(suite: Suite) -> None:
    """A marked test on its own loop does not draw the loop of the fixtures it uses into virtual time."""
    suite.file(
        """
        @pytest_asyncio.fixture(scope="module", loop_scope="module")
        async def shared():
            return asyncio.get_running_loop()

        @pytest.mark.virtual_time
        @pytest.mark.asyncio
        async def test_virtual(shared):
            assert is_virtual()
            assert not is_virtual(shared)

        @pytest.mark.asyncio(loop_scope="module")
        async def test_shared(shared):
            assert shared is asyncio.get_running_loop()
        """
    )
    suite.run(passed=2)


def test_wider_loops_are_not_built_anew(suite: Suite) -> None:
    """Marked tests between others leave the session's loop and fixtures alone."""
    for name in ("test_a", "test_b", "test_c"):
        suite.file(
            """
            @pytest.mark.asyncio(loop_scope="session")
            async def test_shared(shared):
                assert shared is asyncio.get_running_loop()

            @pytest.mark.virtual_time
            @pytest.mark.asyncio
            async def test_virtual():
                assert is_virtual()

            @pytest.mark.asyncio(loop_scope="session")
            async def test_shared_again(shared):
                pass
            """,
            name,
        )
    suite.file(
        """
        @pytest_asyncio.fixture(scope="session", loop_scope="session")
        async def shared():
            print("SET UP")
            yield asyncio.get_running_loop()
        """,
        "conftest",
    )
    assert suite.run("-s", passed=9).count("SET UP") == 1


def test_the_default_loop_is_put_back(suite: Suite) -> None:
    """While a virtual test runs, `asyncio.new_event_loop()` is asyncio's own."""
    suite.file(
        """
        original = asyncio.new_event_loop

        @pytest.mark.virtual_time
        @pytest.mark.asyncio
        async def test_it():
            assert asyncio.new_event_loop is asyncio.events.new_event_loop is original
        """
    )
    suite.run(passed=1)


def test_a_suite_keeps_its_factories(suite: Suite) -> None:
    """Tests that ask for nothing run on the suite's loops; those that ask keep their ids, on our loop."""
    suite.file(OWN_FACTORIES, "conftest")
    suite.file(
        """
        @pytest.mark.asyncio
        async def test_plain(request):
            assert type(asyncio.get_running_loop()).__name__.lower() in request.node.name

        @pytest.mark.virtual_time
        @pytest.mark.asyncio
        async def test_virtual():
            assert is_virtual()
        """
    )
    text = suite.run("-v", passed=4)
    for test in ("test_plain[first]", "test_plain[second]", "test_virtual[first]", "test_virtual[second]"):
        assert f"{test} PASSED" in text


def test_a_suite_with_factories_and_nothing_virtual(suite: Suite) -> None:
    """Where nothing asks for virtual time the suite's factories are simply used."""
    suite.file(OWN_FACTORIES, "conftest")
    suite.file(
        """
        @pytest.mark.asyncio(loop_factories=["second"])
        async def test_it():
            assert type(asyncio.get_running_loop()).__name__ == "Second"
        """
    )
    suite.run(passed=1)


def test_factories_of_one_directory(suite: Suite) -> None:
    """Factories of one directory's conftest.py do not break the tests beside that directory."""
    suite.pytester.mkpydir("inner").joinpath("conftest.py").write_text(
        "import asyncio\ndef pytest_asyncio_loop_factories(): return {'own': asyncio.SelectorEventLoop}"
    )
    suite.pytester.path.joinpath("inner/test_inner.py").write_text(
        "import pytest\n@pytest.mark.asyncio\nasync def test_inner(): pass"
    )
    suite.file(
        """
        @pytest.mark.asyncio
        async def test_plain():
            assert not is_virtual()

        @pytest.mark.virtual_time
        @pytest.mark.asyncio
        async def test_virtual():
            assert is_virtual()
        """,
        "test_outer",
    )
    suite.run("inner", "test_outer.py", passed=3)


def test_factories_of_one_directory_are_not_for_the_others(suite: Suite) -> None:
    """Beside it a wide fixture is made once, for async tests and sync ones, as without us."""
    suite.pytester.mkpydir("inner").joinpath("conftest.py").write_text(
        "import asyncio\ndef pytest_asyncio_loop_factories(): return {'own': asyncio.SelectorEventLoop}"
    )
    suite.pytester.path.joinpath("inner/test_inner.py").write_text("def test_inner(): pass")
    suite.file(
        """
        made = []

        @pytest_asyncio.fixture(scope="module", loop_scope="module")
        async def wide():
            made.append(asyncio.get_running_loop())
            yield

        @pytest.mark.asyncio
        async def test_one(wide): ...

        def test_sync(wide): ...

        @pytest.mark.asyncio
        async def test_other(wide):
            assert len(made) == 1
            assert not made[0].is_closed()
        """,
        "test_outer",
    )
    suite.run("inner", "test_outer.py", passed=4)


@pytest.mark.parametrize("result", ["None", "{}", "7", "{'x': 7}"])
def test_wrong_factories_stay_wrong(suite: Suite, result: str) -> None:
    """What pytest-asyncio refuses it refuses with us as without us."""
    suite.file(f"def pytest_asyncio_loop_factories(): return {result}", "conftest")
    suite.file(
        """
        @pytest.mark.asyncio
        async def test_it():
            pass
        """
    )
    assert "pytest_asyncio_loop_factories must return a non-empty mapping" in suite.ask()


def test_debug_mode(suite: Suite) -> None:
    """pytest-asyncio's debug mode reaches our loop."""
    suite.ini("asyncio_debug = true")
    suite.file(
        """
        @pytest.mark.virtual_time
        @pytest.mark.asyncio
        async def test_it():
            assert asyncio.get_running_loop().get_debug()
        """
    )
    suite.run(passed=1)


def test_a_policy_of_the_suite(suite: Suite) -> None:
    """A suite that overrides pytest-asyncio's loop policy keeps it for tests that ask for nothing."""
    suite.file(
        """
        class Own(asyncio.SelectorEventLoop):
            pass

        class Policy(asyncio.DefaultEventLoopPolicy):
            def new_event_loop(self):
                return Own()

        @pytest.fixture(scope="session")
        def event_loop_policy():
            return Policy()

        @pytest.mark.asyncio
        async def test_plain():
            assert type(asyncio.get_running_loop()) is Own

        @pytest.mark.virtual_time
        @pytest.mark.asyncio
        async def test_virtual():
            assert is_virtual()
        """
    )
    suite.run("-W", "ignore", passed=2)


def test_factories_that_cannot_be_hashed(suite: Suite) -> None:
    """Any callable is a factory."""
    suite.file(
        """
        class Unhashable:
            __hash__ = None

            def __call__(self):
                return asyncio.SelectorEventLoop()

        FACTORY = Unhashable()

        def pytest_asyncio_loop_factories():
            return {"own": FACTORY}
        """,
        "conftest",
    )
    suite.file(
        """
        @pytest.mark.asyncio
        async def test_it():
            assert not is_virtual()
        """
    )
    suite.run(passed=1)
