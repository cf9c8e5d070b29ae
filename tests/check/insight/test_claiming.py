from __future__ import annotations

import ast

import pytest

from asyncproof.check.insight.claiming import assertions_in, claims, claims_in, name_of


@pytest.mark.parametrize(
    "text",
    [
        "assert x",
        "raise ValueError(x)",
        "pytest.raises(ValueError)",
        "pytest.warns(UserWarning)",
        "pytest.fail()",
        "self.assertEqual(1, 2)",
        "mock.assert_awaited_once()",
        "check_order(x)",
        "_assert_same(x)",
        "result.expect(1)",
        "asyncio.wait_for(x, 1)",
        "anyio.fail_after(1)",
        "run_and_compare(x)",
        "_test_impl(x)",
    ],
)
def test_what_makes_a_test_fail(text: str) -> None:
    """Statements and calls, the latter by their names; also in functions that are defined on the way."""
    body = ast.parse(text).body
    assert any(claims(node) for one in body for node in ast.walk(one))
    assert claims_in(ast.parse(f"async def f():\n    {text}\n").body)


@pytest.mark.parametrize(
    "text", ["x = 1", "print(x)", "await buy(x)", "latest(x)", "fetch(x)", "f()()", "f[0]()"]
)
def test_what_claims_nothing(text: str) -> None:
    """Whatever else a test does."""
    assert not claims_in(ast.parse(text).body)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("assert x", 1),
        ("raise AssertionError", 1),
        ("raise AssertionError(x)", 1),
        ("raise ValueError(x)", 0),
        ("raise", 0),
        ("mock.assert_called()", 1),
        ("self.assertTrue(x)", 1),
        ("self.fail()", 1),
        ("other.fail()", 0),
        ("assert_that(x)", 0),
        ("def f():\n    assert x", 0),
    ],
)
def test_what_raises_an_assertion_error(text: str, expected: int) -> None:
    """In the statements themselves, not in functions that they define."""
    assert len(assertions_in(ast.parse(text).body)) == expected


def test_last_names() -> None:
    """Of a name and of an attribute; anything else has none."""
    names = [name_of(ast.parse(text, mode="eval").body) for text in ("a", "a.b", "a()")]
    assert names == ["a", "b", ""]
