from __future__ import annotations

import ast
import textwrap

import pytest

from asyncproof.check.facts import END, FunctionFacts, facts_of, term_of
from asyncproof.check.insight.mocked.substituting import Substitution, named


def function(body: str) -> FunctionFacts:
    """Return the facts of a function with this body."""
    tree = ast.parse(f"async def f(self, client, other):\n{textwrap.indent(body, '    ')}\n")
    facts = facts_of(tree, name="app", path="app.py", is_package=False).bindings["f"][0].value
    assert isinstance(facts, FunctionFacts)
    return facts


@pytest.mark.parametrize(
    ("body", "text", "found"),
    [
        ("pass", "client", "mock"),
        ("pass", "client.get(1).x", "mock.get().x"),
        ("pass", "(await client.get()).x", "(await mock.get()).x"),
        ("pass", "other.get", None),
        ("pass", "[client]", None),
        ("x = await client.get()", "x.y", "(await mock.get()).y"),
        ("x = client.get", "x()", "mock.get()"),
        ("x = client\ny = x", "y.z", "mock.z"),
        ("try:\n    x = client.get\nexcept E: pass", "x()", "mock.get()"),
        ("if other: x = client", "x", None),
        ("x = client\nx = other", "x", None),
        ("x = [client]", "x", None),
        ("x = other.get()", "x", None),
        ("client = other", "client.get", None),
        ("client.get = other", "client.get()", None),
        ("x = x", "x", None),
    ],
)
def test_terms_of_a_function_in_those_of_a_test(body: str, text: str, found: str | None) -> None:
    """Parameters become arguments, variables what they are bound to, each time and once."""
    argument = Substitution(function(body), named("client"), named("mock"))
    term = argument.of(term_of(ast.parse(text, mode="eval").body), END)
    assert term == (None if found is None else term_of(ast.parse(found, mode="eval").body))


def test_what_a_block_enters_and_what_self_keeps() -> None:
    """The value of `async with` is followed, and attributes of the object stand for arguments, too."""
    facts = function("async with self.client.begin() as x: pass")
    argument = Substitution(facts, named("self.client"), named("mock"))
    entered = facts.bindings["x"][0].value
    term = argument.of(named("x.y"), END)
    assert term is not None
    assert "Entered" in repr(entered)
    assert repr(term) == repr(named("q.y")).replace(
        "Name(id='q')", repr(entered).replace(repr(named("self.client")), repr(named("mock")))
    )
    assert argument.of(named("client"), END) is None


def test_there_is_an_end() -> None:
    """A chain of variables without end is nothing."""
    lines = "\n".join(f"x{number + 1} = x{number}" for number in range(20))
    argument = Substitution(function(f"x0 = client\n{lines}"), named("client"), named("mock"))
    assert argument.of(named("x5"), END) == named("mock")
    assert argument.of(named("x20"), END) is None
