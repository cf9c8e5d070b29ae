"""Tests are called the same with the plugin and without it: editors and `--lf` know them by their names."""

from __future__ import annotations

import json
import os
import shlex

import pytest

from tests.neighbours import without_slow

SUITE = """
import unittest

import asyncproof
import pytest
import pytest_asyncio

@asyncproof.fixture(concurrent=True)
async def one():
    yield 1

@asyncproof.fixture(concurrent=True, params=["a", "b"])
async def either(request):
    return request.param

@pytest_asyncio.fixture(scope="module", loop_scope="module", params=[1, 2])
async def wide(request):
    return request.param

@pytest.mark.asyncio
async def test_plain(): ...

@pytest.mark.virtual_time
@pytest.mark.asyncio
async def test_virtual(): ...

@pytest.mark.parametrize("number", [1, pytest.param(2, marks=pytest.mark.virtual_time, id="x")])
@pytest.mark.asyncio
async def test_each(number, one): ...

@pytest.mark.explore(runs=10)
@pytest.mark.asyncio
async def test_explored(one, either): ...

@pytest.mark.asyncio(loop_scope="module")
async def test_shared(wide): ...

@pytest.mark.anyio
async def test_anyio(): ...

@pytest.mark.real_time
class TestAll:
    @pytest.mark.asyncio
    async def test_method(self, either): ...

class TestCase(unittest.IsolatedAsyncioTestCase):
    async def test_case(self): ...

def test_sync(): ...
"""
FACTORIES = """
import asyncio
import pytest

def pytest_asyncio_loop_factories(config, item):
    return {"stock": asyncio.new_event_loop, "other": asyncio.SelectorEventLoop}
"""


def ids(pytester: pytest.Pytester, *options: str) -> list[str]:
    """Return the node ids of a suite, as editors ask for them."""
    quiet = ["--collect-only", "-q", "-pno:cacheprovider", *without_slow()]
    result = pytester.runpytest_inprocess(*quiet, *options)
    return [line for line in result.stdout.lines if "::" in line and not line.startswith((" ", "="))]


@pytest.mark.parametrize(("mode", "conftest"), [("strict", ""), ("auto", FACTORIES)])
def test_names_do_not_depend_on_the_plugin(pytester: pytest.Pytester, mode: str, conftest: str) -> None:
    """Whatever a test asks for by marks, fixtures or options, and whichever loops the suite brings."""
    pytester.makeini(f"[pytest]\nasyncio_mode = {mode}\nasyncio_default_fixture_loop_scope = function\n")
    pytester.makeconftest(conftest)
    pytester.makepyfile(SUITE)
    without = ids(pytester, "-p", "no:asyncproof", "-W", "ignore::pytest.PytestUnknownMarkWarning")
    assert len(without) >= len(set(without)) > 12
    assert ids(pytester) == without
    assert ids(pytester, "--virtual-time", "--explore", "--guard=all=warn") == without


EXPLORED = """
import asyncio
import pytest

@pytest.mark.explore(runs=60)
@pytest.mark.parametrize("seconds", [1, 2])
@pytest.mark.asyncio
async def test_race(seconds):
    done = []

    async def work(name, seconds):
        await asyncio.sleep(seconds)
        done.append(name)

    await asyncio.gather(work("a", seconds), work("b", 1.5))
    assert done == (["a", "b"] if seconds == 1 else ["b", "a"])
"""


def test_one_test_is_run_by_its_name(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor names a test by its whole path, from a folder of its own: explored, drawn, and run again."""
    pytester.makeini("[pytest]\nasyncio_mode = strict\nasyncio_default_fixture_loop_scope = function\n")
    file = pytester.mkpydir("shop") / "test_shop.py"
    file.write_text(EXPLORED)
    monkeypatch.chdir(pytester.mkdir("elsewhere"))
    quiet = ["-q", "--no-header", "-pno:cacheprovider", *without_slow(), f"--rootdir={pytester.path}"]
    named, report = f"{file}::test_race[2]", pytester.path / "run.json"
    result = pytester.runpytest_inprocess(*quiet, "--no-summary", named, f"--asyncproof-report={report}")
    result.assert_outcomes(failed=1)
    (test,) = json.loads(report.read_text())["tests"]
    assert test["id"] == "shop/test_shop.py::test_race[2]"
    _, there, replay = shlex.split(test["explored"]["failure"]["replay"])
    assert there == os.path.join("..", "shop", "test_shop.py::test_race[2]")  # noqa: PTH118 - as it is typed
    again = pytester.runpytest_inprocess(*quiet, there, replay)
    again.assert_outcomes(failed=1)
    again.stdout.fnmatch_lines(["*AssertionError*", "replay: pytest *test_race*"])
