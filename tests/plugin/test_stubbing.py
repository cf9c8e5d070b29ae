from __future__ import annotations

from typing import TYPE_CHECKING

import asyncproof.stub  # noqa: F401 - loaded now, it stays: pytester forgets what is loaded in its own runs
from tests.stub.recording.real_host import real_host

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

ASK = """
async def ask(host="api.example", path="/"):
    reader, writer = await asyncio.open_connection(host, 80)
    writer.write(f"GET {path} HTTP/1.1\\r\\nHost: {host}\\r\\nConnection: close\\r\\n\\r\\n".encode())
    answer = await reader.read()
    writer.close()
    return answer.decode().partition("\\r\\n\\r\\n")[2]
"""


def test_a_test_with_hosts(suite: Suite) -> None:
    """A test that uses `net` runs in virtual time with a network in memory, and needs no mark for it."""
    suite.file(
        ASK
        + """
@pytest.mark.asyncio
async def test_it(net):
    net.http("http://api.example").get("/").reply(text="hello", delay=30)
    assert await ask() == "hello"
    assert is_virtual()
    assert asyncio.get_running_loop().time() >= 30

@pytest.mark.asyncio
async def test_other():
    assert not is_virtual()
"""
    )
    suite.run(passed=2)


def test_what_was_not_as_expected_fails_the_test(suite: Suite) -> None:
    """The test that did it fails, not its fixtures, with what was wrong and nothing of our code."""
    suite.file(
        ASK
        + """
@pytest.mark.asyncio
async def test_it(net):
    net.http("http://api.example").get("/").reply(text="hello")
"""
    )
    text = suite.run(failed=1)
    assert "GET http://api.example/ was never asked for" in text
    assert "nothing went over the wire" in text
    assert "stubbing.py" not in text


def test_a_test_that_fails_by_itself_shows_its_network(suite: Suite) -> None:
    """A failure keeps its own cause, and what the network saw stands below it."""
    suite.file(
        ASK
        + """
@pytest.mark.asyncio
async def test_with_trouble(net):
    net.http("http://api.example")
    assert await ask() == "hello"

@pytest.mark.asyncio
async def test_without(net):
    net.http("http://api.example").get("/").reply(text="hello")
    assert await ask() == "hallo"

@pytest.mark.asyncio
async def test_before_anything(net):
    assert 0
"""
    )
    text = suite.run(failed=3)
    assert "AssertionError: assert 'asyncproof: " in text
    assert "1. nobody expected GET http://api.example/" in text
    assert "GET http://api.example/ -> 200, 5 bytes of text/plain" in text
    assert "nothing went over the wire" not in text


def test_what_a_fixture_does_at_its_end(suite: Suite) -> None:
    """A request that a fixture makes after the test is told, too."""
    suite.file(
        ASK
        + """
@pytest_asyncio.fixture
async def user(net):
    yield
    await ask(path="/logout")

@pytest.mark.asyncio
async def test_it(net, user):
    net.http("http://api.example")
"""
    )
    assert "nobody expected GET http://api.example/logout" in suite.run(passed=1, errors=1)


def test_tests_that_can_not_have_hosts(suite: Suite) -> None:
    """A unittest, a test marked for real time, and a run without virtual time say why, and what to do."""
    suite.file(
        """
        import unittest

        @pytest.mark.usefixtures("net")
        class TestCase(unittest.IsolatedAsyncioTestCase):
            async def test_it(self):
                pass

        @pytest.mark.real_time
        @pytest.mark.asyncio
        async def test_real(net):
            pass
        """
    )
    text = suite.run(errors=2)
    assert "a unittest test cannot use the `net` fixture" in text
    assert "marked for real time but uses the `net` fixture" in text
    assert "it uses the `net` fixture, and --no-virtual-time" in suite.run(
        "--no-virtual-time", "-rs", skipped=2
    )


def test_recording_and_playing(suite: Suite) -> None:
    """With `--asyncproof-record` a real host is asked and written down beside the test; else it is played."""
    with real_host() as url:
        suite.file(
            ASK.replace("80", url.rpartition(":")[2])
            + f"""
@pytest.mark.asyncio
async def test_it(net):
    net.replay({url!r}, "recordings/api.json")
    assert await ask("127.0.0.1", "/text") == "grüße"

@pytest.mark.asyncio
async def test_that_fails(net):
    net.replay({url!r}, "recordings/failed.json")
    await ask("127.0.0.1", "/text")
    assert 0
"""
        )
        assert "there is no recording" in suite.run(failed=2)
        suite.run("--asyncproof-record", passed=1, failed=1)
    suite.run(passed=1, failed=1)
    assert [each.name for each in (suite.pytester.path / "recordings").iterdir()] == ["api.json"]
