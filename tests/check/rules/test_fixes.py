"""What the fixes of rules make of bad code."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from asyncproof.check.examples import Example, examples_of
from asyncproof.check.fixing.mending import Mended
from asyncproof.check.registry import all_rules
from tests.check.rules.fixed import WORK, claim, fixed, mended
from tests.check.world import write

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.check.rule import Rule

RULES = [pytest.param(rule, id=rule.name) for rule in all_rules()]


@pytest.mark.parametrize("rule", RULES)
def test_fixes_of_bad_examples_hold(rule: Rule, tmp_path: Path) -> None:
    """Each that is offered mends what it promises and harms nothing; what is mended stays as it is."""
    rules = [one for one in all_rules() if one.default or one is rule]
    for number, example in enumerate(examples_of(rule, "bad")):
        root = tmp_path / str(number)
        found = mended(root, example.files, rules)
        assert [(one.hit.rule, one.reason) for one in found.dropped] == []
        again = mended(root / "again", _after(root, example, found), rules)
        assert not again.files


def _after(root: Path, example: Example, found: Mended) -> dict[str, str]:
    after = {path: both[1].text for path, both in found.files.items()}
    return {name: after.get(str(root / name), text) for name, text in example.files.items()}


@pytest.mark.parametrize(
    "text",
    [
        "def helper():\n    assert work()\n",
        "def test_it():\n    def inner():\n        assert work()\n    inner()\n",
        "def test_it(event_loop):\n    assert work()\n",
        "import asyncio\ndef test_it():\n    assert work()\n    asyncio.run(work())\n",
        "import unittest\nclass TestIt(unittest.TestCase):\n    def test_it(self):\n        assert work()\n",
        "import pytest\n@pytest.mark.anyio\ndef test_it():\n    assert work()\n",
        "import stranger\n@stranger.mark\ndef test_it():\n    assert work()\n",
        "def test_it(pytest):\n    assert work()\n",
    ],
)
def test_what_cannot_become_async_stays(text: str, tmp_path: Path) -> None:
    """Helpers, tests with a loop of their own, tests that somebody else runs."""
    assert fixed(tmp_path, "tested-coroutine", WORK + text, "strict") is None


def test_an_unrun_test_is_marked(tmp_path: Path) -> None:
    """Below the marks that it has, with the import, under the name that pytest has."""
    text = "async def test_it():\n    pass\n"
    claim(tmp_path, "unrun-test", text, f"import pytest\n\n\n@pytest.mark.asyncio\n{text}", "strict")
    text = "from pytest import mark\n\n\nclass TestIt:\n    @mark.slow\n    async def test_it(self): ...\n"
    marked = text.replace("    async", "    @mark.asyncio\n    async")
    claim(tmp_path, "unrun-test", text, marked, "strict")
    assert fixed(tmp_path, "unrun-test", "pytest = 1\nasync def test_it(): ...\n", "strict") is None


def test_a_fixture_gets_the_maker_that_runs_it(tmp_path: Path) -> None:
    """Once for all who ask for it; nobody has to look at it."""
    text = """\
    import pytest


    @pytest.fixture(scope="module")
    async def shop():
        return 1


    @pytest.fixture
    async def cart():
        return 1


    @pytest.mark.asyncio
    async def test_a(shop, cart):
        assert shop


    @pytest.mark.asyncio
    async def test_b(shop):
        assert shop
    """
    text = textwrap.dedent(text)
    expected = text.replace("import pytest\n", "import pytest\nimport pytest_asyncio\n")
    expected = expected.replace("@pytest.fixture", "@pytest_asyncio.fixture")
    claim(tmp_path, "unrun-fixture", text, expected, "strict", unsafe=False)


def test_a_fixture_of_another_file_has_no_fix(tmp_path: Path) -> None:
    """A fix changes the file that the finding is in."""
    write(tmp_path, {"conftest.py": "import pytest\n@pytest.fixture\nasync def shop(): ...\n"})
    text = "import pytest\n@pytest.mark.asyncio\nasync def test_a(shop): ...\n"
    assert fixed(tmp_path, "unrun-fixture", text, "strict") is None


def test_a_fixture_whose_new_name_is_taken_has_no_fix(tmp_path: Path) -> None:
    """What else it might be called is for a person to say."""
    text = "import pytest\npytest_asyncio = 1\n@pytest.fixture\nasync def shop(): ...\n"
    text += "@pytest.mark.asyncio\nasync def test_a(shop): ...\n"
    assert fixed(tmp_path, "unrun-fixture", text, "strict") is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "import unittest\n\n\nclass ShopTest(unittest.TestCase):",
            "import unittest\n\n\nclass ShopTest(unittest.IsolatedAsyncioTestCase):",
        ),
        (
            "from unittest import TestCase\n\n\nclass ShopTest(TestCase):",
            (
                "from unittest import IsolatedAsyncioTestCase, TestCase\n\n\n"
                "class ShopTest(IsolatedAsyncioTestCase):"
            ),
        ),
        ("import unittest\n\n\nclass Base(unittest.TestCase): ...\n\n\nclass ShopTest(Base):", None),
    ],
)
def test_a_class_of_async_tests_gets_the_base_that_runs_them(
    head: str, expected: str | None, tmp_path: Path
) -> None:
    """Once for all tests in it, where the class names its base itself."""
    tests = "\n    async def test_a(self): ...\n    async def test_b(self): ...\n"
    after = None if expected is None else expected + tests
    claim(tmp_path, "async-test-in-testcase", head + tests, after)


@pytest.mark.parametrize(
    ("base", "has_fix"), [("unittest.IsolatedAsyncioTestCase", True), ("unittest.TestCase", False)]
)
def test_an_async_cleanup_is_added_as_such(base: str, has_fix: bool, tmp_path: Path) -> None:
    """Where the class has a method for that; nobody has to look at it."""
    text = f"import unittest\n{WORK}class ShopTest({base}):\n"
    text += "    def test_a(self):\n        self.addCleanup(work)\n"
    after = text.replace("addCleanup", "addAsyncCleanup") if has_fix else None
    claim(tmp_path, "async-callback", text, after, unsafe=False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("send.assert_awaited_once", "send.assert_awaited_once()"),
        ("assert send.called_once_with(1)", "send.assert_called_once_with(1)"),
        ("assert send.not_awaited", "send.assert_not_awaited()"),
        ("send.has_awaits([])", "send.assert_has_awaits([])"),
        ("assert send.method.called_once()", "send.method.assert_called_once()"),
        ("assert (send.called_once())", None),
        ("assert send.called_once(), 'oh'", None),
        ("assert send.called_with", None),
        ("send.assert_called_with", None),
    ],
)
def test_an_assertion_of_a_mock_is_written_as_it_is_meant(
    before: str, after: str | None, tmp_path: Path
) -> None:
    """And called; nobody has to look at it."""
    test = f"from unittest.mock import AsyncMock\n{WORK}async def test_it():\n    send = AsyncMock()\n    "
    expected = None if after is None else f"{test}{after}\n"
    claim(tmp_path, "uncalled-mock-assertion", f"{test}{before}\n", expected, unsafe=False)


def test_what_a_plain_mock_cannot_assert_is_left(tmp_path: Path) -> None:
    """It knows nothing of awaits."""
    text = (
        "from unittest.mock import Mock\nasync def test_it():\n    send = Mock()\n    assert send.awaited\n"
    )
    assert fixed(tmp_path, "uncalled-mock-assertion", text) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("api = MagicMock()\n    await api.read()", "api = AsyncMock()\n    await api.read()"),
        ("api = MagicMock(name='x')\n    await api(1)", "api = AsyncMock(name='x')\n    await api(1)"),
        ("api = MagicMock()\n    await api", None),
        ("api = MagicMock()\n    api = MagicMock()\n    await api.read()", None),
    ],
)
def test_a_mock_that_is_awaited_is_made_for_it(before: str, after: str | None, tmp_path: Path) -> None:
    """Where the test makes it, once; the import comes with it."""
    test = f"from unittest.mock import {{}}\n{WORK}async def test_it():\n    "
    head = test.format("MagicMock")
    expected = None if after is None else f"{test.format('AsyncMock, MagicMock')}{after}\n"
    claim(tmp_path, "awaited-mock", f"{head}{before}\n", expected)
