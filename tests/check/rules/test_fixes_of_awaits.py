"""What the fixes of forgotten awaits make of bad code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.registry import all_rules
from tests.check.rules.fixed import WORK, claim, fixed, mended

if TYPE_CHECKING:
    from pathlib import Path


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


def test_a_mode_that_is_not_known_makes_no_mark(tmp_path: Path) -> None:
    """Nobody could say who would run it."""
    rules = [rule for rule in all_rules() if rule.name == "tested-coroutine"]
    assert not mended(tmp_path, {"pyproject.toml": "", "test_it.py": SYNC}, rules).files


def test_a_set_up_gets_the_name_that_is_awaited(tmp_path: Path) -> None:
    """Nobody has to look at it."""
    text = (
        "import unittest\nclass ShopTest(unittest.IsolatedAsyncioTestCase):\n    async def setUp(self): ...\n"
    )
    claim(tmp_path, "unrun-set-up", text, text.replace("setUp", "asyncSetUp"), unsafe=False)


def test_a_set_up_that_awaits_the_one_of_its_base(tmp_path: Path) -> None:
    """It calls that by the new name, too; whether the base has it is for a person to see."""
    text = "import unittest\nclass ShopTest(unittest.IsolatedAsyncioTestCase):\n"
    text += "    async def setUp(self):\n        await super().setUp()\n"
    claim(tmp_path, "unrun-set-up", text, None, unsafe=False)
    claim(tmp_path, "unrun-set-up", text, text.replace("setUp", "asyncSetUp"))


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


def test_a_set_up_beside_one_that_is_awaited_keeps_its_name(tmp_path: Path) -> None:
    """There can't be two of one name."""
    text = "import unittest\nclass ShopTest(unittest.IsolatedAsyncioTestCase):\n"
    text += "    async def setUp(self): ...\n    async def asyncSetUp(self): ...\n"
    claim(tmp_path, "unrun-set-up", text, None)
