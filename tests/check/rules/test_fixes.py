"""What the fixes of rules make of bad code, by the same engine that `asyncproof check --fix` uses."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from asyncproof.check.checker import Checker
from asyncproof.check.examples import Example, examples_of
from asyncproof.check.fixing.mending import Mended, Mender
from asyncproof.check.registry import all_rules
from tests.check.world import write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from asyncproof.check.rule import Rule

RULES = [pytest.param(rule, id=rule.name) for rule in all_rules()]
WORK = "async def work():\n    return 1\n\n\n"


def mended(root: Path, files: dict[str, str], rules: Sequence[Rule], *, unsafe: bool = True) -> Mended:
    """Mend some files."""
    write(root, files)
    mender = Mender(lambda read: Checker(root, rules, raises=True, read=read), unsafe=unsafe)
    return mender.mend([root / name for name in files if name.endswith(".py")])


def fixed(root: Path, name: str, text: str, mode: str = "auto", *, unsafe: bool = True) -> str | None:
    """Return what the fixes of one rule make of a file; None if they leave it as it is."""
    project = '[project]\nname = "shop"\ndependencies = ["pytest", "pytest-asyncio"]\n'
    project += f'[tool.pytest.ini_options]\nasyncio_mode = "{mode}"\nanyio_mode = "strict"\n'
    rules = [rule for rule in all_rules() if rule.name == name]
    found = mended(root, {"pyproject.toml": project, "test_it.py": text}, rules, unsafe=unsafe)
    assert [one.reason for one in found.dropped] == []
    return next((after.text for _, after in found.files.values()), None)


def claim(
    root: Path, name: str, before: str, after: str | None, mode: str = "auto", *, unsafe: bool = True
) -> None:
    """Claim what the fixes of a rule make of a text; None stands for nothing."""
    expected = None if after is None else textwrap.dedent(after).lstrip("\n")
    assert fixed(root, name, before, mode, unsafe=unsafe) == expected


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
    ("before", "after"),
    [
        ("work()", "await work()"),
        ("(work())", "(await work())"),
        ("work(); work()", "await work(); await work()"),
        ("work(\n        # none\n    )", "await work(\n        # none\n    )"),
    ],
)
def test_a_dropped_coroutine_is_awaited(before: str, after: str, tmp_path: Path) -> None:
    """In an async test, where it stands."""
    test = f"{WORK}async def test_it():\n    "
    claim(tmp_path, "missing-await", f"{test}{before}\n", f"{test}{after}\n")
    assert fixed(tmp_path, "missing-await", f"{test}{before}\n", unsafe=False) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("assert work()", "assert await work()"),
        ("assert not work()", "assert not await work()"),
        ("assert work() == 1", "assert await work() == 1"),
        ("assert 1 < work() < 2", "assert 1 < await work() < 2"),
        ("assert work() and 1", "assert await work() and 1"),
        ("x = 1 if work() else 2", "x = 1 if await work() else 2"),
        ("x = [y for y in () if work()]", "x = [y for y in () if await work()]"),
    ],
)
def test_a_tested_coroutine_is_awaited(before: str, after: str, tmp_path: Path) -> None:
    """`await` binds closer than what a coroutine can be tested by."""
    test = f"{WORK}async def test_it():\n    "
    claim(tmp_path, "tested-coroutine", f"{test}{before}\n", f"{test}{after}\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = work()[0]", "x = (await work())[0]"),
        ("x = work().real", "x = (await work()).real"),
        ("for x in work(): pass", "for x in await work(): pass"),
    ],
)
def test_a_used_coroutine_is_awaited_first(before: str, after: str, tmp_path: Path) -> None:
    """With the parentheses that this needs, and none that it does not."""
    test = f"{WORK}async def test_it():\n    "
    claim(tmp_path, "used-coroutine", f"{test}{before}\n", f"{test}{after}\n")


@pytest.mark.parametrize(
    ("body", "has_fix"),
    [
        (["x = work()", "assert x", "assert x == 1"], True),
        (["x = work()", "print(x)", "if x: pass"], True),
        (["x = work()", "assert x", "await x.wait()", "await print(x)"], True),
        (["x = await gather()", "assert x", "x = work()", "assert x", "x = 1", "await x"], True),
        (["x = work()", "assert x", "await x"], False),
        (["x = work()", "assert x", "await gather(x)"], False),
        (["x = y = work()", "assert x"], True),
        (["x = work() or 1", "assert x"], True),
        (["x, y = work(), 1", "assert x"], False),
        (["f = lambda: x", "x = work()", "assert x"], True),
    ],
)
def test_a_name_is_awaited_where_it_is_bound(body: list[str], has_fix: bool, tmp_path: Path) -> None:
    """Once, however often it is used; but not if somebody awaits it later."""
    lines = "".join(f"    {line}\n" for line in body)
    text = f"from asyncio import gather\n{WORK}async def test_it():\n{lines}"
    after = text.replace("= work()", "= await work()") if has_fix else None
    assert fixed(tmp_path, "tested-coroutine", text) == after


def test_a_name_of_somebody_else_is_not_awaited(tmp_path: Path) -> None:
    """At the top of a module there is nobody who could."""
    assert (
        fixed(tmp_path, "tested-coroutine", f"{WORK}x = work()\nasync def test_it():\n    assert x\n") is None
    )
    assert fixed(tmp_path, "tested-coroutine", f"{WORK}x = work()\nassert x\n") is None


def test_a_coroutine_that_is_entered_is_awaited(tmp_path: Path) -> None:
    """If it is not a mock that makes it."""
    test = f"{WORK}async def test_it():\n    async with "
    claim(tmp_path, "async-with-coroutine", f"{test}work(): pass\n", f"{test}await work(): pass\n")


@pytest.mark.parametrize("text", ["f = lambda: work().real", "f = any(1 for x in () if work())"])
def test_where_nobody_can_await_there_is_no_fix(text: str, tmp_path: Path) -> None:
    """As in a lambda and in a generator expression."""
    test = f"{WORK}async def test_it():\n    {text}\n"
    for name in ("used-coroutine", "tested-coroutine"):
        assert fixed(tmp_path, name, test) is None


SYNC = f"{WORK}def test_it():\n    assert work() == 1\n    assert work() == 2\n"


def test_a_plain_test_becomes_async(tmp_path: Path) -> None:
    """In auto mode nothing else is needed."""
    expected = SYNC.replace("def test", "async def test").replace("assert", "assert await")
    claim(tmp_path, "tested-coroutine", SYNC, expected)


def test_a_plain_test_gets_the_mark_that_it_needs(tmp_path: Path) -> None:
    """In strict mode, by the name that pytest has there."""
    expected = SYNC.replace("def test", "@pytest.mark.asyncio\nasync def test").replace(
        "assert", "assert await"
    )
    claim(tmp_path, "tested-coroutine", SYNC, f"import pytest\n\n\n{expected}", "strict")
    named = f"import pytest as pt\n\n\n{SYNC}"
    expected = f"import pytest as pt\n\n\n{expected.replace('@pytest', '@pt')}"
    claim(tmp_path, "tested-coroutine", named, expected, "strict")


def test_a_plain_test_that_is_marked_already(tmp_path: Path) -> None:
    """Gets no second mark."""
    text = "import pytest\n\npytestmark = pytest.mark.asyncio\n\n\n" + SYNC
    expected = text.replace("def test", "async def test").replace("assert", "assert await")
    claim(tmp_path, "tested-coroutine", text, expected, "strict")


def test_a_plain_test_of_an_isolated_class(tmp_path: Path) -> None:
    """It needs no mark in any mode, and keeps its place."""
    head = f"import unittest\n{WORK}class TestIt(unittest.IsolatedAsyncioTestCase):\n"
    text = f"{head}    def test_it(self):\n        assert work()\n"
    expected = f"{head}    async def test_it(self):\n        assert await work()\n"
    claim(tmp_path, "tested-coroutine", text, expected, "strict")


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


def test_a_mode_that_is_not_known_makes_no_mark(tmp_path: Path) -> None:
    """Nobody could say who would run it."""
    rules = [rule for rule in all_rules() if rule.name == "tested-coroutine"]
    assert not mended(tmp_path, {"pyproject.toml": "", "test_it.py": SYNC}, rules).files


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


def test_a_set_up_gets_the_name_that_is_awaited(tmp_path: Path) -> None:
    """Nobody has to look at it."""
    text = (
        "import unittest\nclass ShopTest(unittest.IsolatedAsyncioTestCase):\n    async def setUp(self): ...\n"
    )
    claim(tmp_path, "unrun-set-up", text, text.replace("setUp", "asyncSetUp"), unsafe=False)


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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("raises(ValueError, work)", "with raises(ValueError):\n        await work()"),
        (
            "raises((ValueError, OSError), work, 1, x=2)",
            "with raises((ValueError, OSError)):\n        await work(1, x=2)",
        ),
        ("raises(ValueError, work, *(1,))", "with raises(ValueError):\n        await work(*(1,))"),
        ("raises(ValueError, work, **{})", "with raises(ValueError):\n        await work(**{})"),
        ("caught = raises(ValueError, work)", None),
    ],
)
def test_an_expected_error_gets_a_block(before: str, after: str | None, tmp_path: Path) -> None:
    """With the call that is awaited in it, where the expectation is a statement of its own."""
    for kind in ("async ", ""):
        head = f"from pytest import raises\n{WORK}"
        expected = None if after is None else f"{head}async def test_it():\n    {after}\n"
        text = f"{head}{kind}def test_it():\n    {before}\n"
        claim(tmp_path, "raises-with-async", text, expected)


def test_an_expectation_of_unittest_gets_a_block(tmp_path: Path) -> None:
    """What it looks for in the text stays with it."""
    head = f"import unittest\n{WORK}class ShopTest(unittest.IsolatedAsyncioTestCase):\n"
    text = f"{head}    def test_a(self):\n        self.assertRaisesRegex(ValueError, 'x', work, 1)\n"
    after = f"{head}    async def test_a(self):\n        with self.assertRaisesRegex(ValueError, 'x'):\n"
    claim(tmp_path, "raises-with-async", text, f"{after}            await work(1)\n")
