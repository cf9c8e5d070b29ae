from __future__ import annotations

import ast
import textwrap

import pytest

from asyncproof.check.facts import ClassFacts, FunctionFacts, ModuleFacts, facts_of


def facts(text: str) -> ModuleFacts:
    """Return the facts of a source."""
    tree = ast.parse(textwrap.dedent(text))
    return facts_of(tree, name="pkg.mod", path="pkg/mod.py", is_package=False)


def function(text: str) -> FunctionFacts:
    """Return the facts of the only function in a source."""
    (bindings,) = facts(text).bindings.values()
    (binding,) = bindings
    assert isinstance(binding.value, FunctionFacts)
    return binding.value


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("x = 1", {"x"}),
        ("x = y = 1", {"x", "y"}),
        ("x, (y, *z) = v", {"x", "y", "z"}),
        ("a.b.c = 1", {"a.b.c"}),
        ("a().b = 1", set()),
        ("x: int", {"x"}),
        ("x += 1", {"x"}),
        ("for x in v: y = 1\nelse: z = 1", {"x", "y", "z"}),
        ("async def f():\n async for x in v: pass", {"f"}),
        ("with v as x, w as (y, z): pass", {"x", "y", "z"}),
        ("while (x := v): y = 1\nelse: z = 1", {"x", "y", "z"}),
        ("try: x = 1\nexcept E as y: z = 1\nelse: a = 1\nfinally: b = 1", {"x", "y", "z", "a", "b"}),
        ("if v: x = 1\nelse: y = 1", {"x", "y"}),
        ("import a.b, c as d", {"a", "d"}),
        ("from a import b, c as d", {"b", "d"}),
        ("match v:\n case {'k': x, **y}: z = 1\n case [a, *b]: pass", {"x", "y", "z", "a", "b"}),
        ("del x", {"x"}),
        ("class C: x = 1", {"C"}),
        ("print((x := 1), k=(y := 2))", {"x", "y"}),
        ("assert (x := v)", {"x"}),
        ("raise (x := v)", {"x"}),
        ("v = [x for x in w]", {"v", "x"}),
        ("v = {x: y for x, y in w if (z := x)}", {"v", "x", "y", "z"}),
        ("v = lambda x, *y, **z: 1", {"v", "x", "y", "z"}),
    ],
)
def test_all_that_binds_a_name_is_noted(statement: str, names: set[str]) -> None:
    """Assignments, loops, imports, patterns, comprehensions: each name that a scope binds is known."""
    assert set(facts(statement).bindings) == names


def test_a_function_says_what_it_is() -> None:
    """Async or not, generator or not, its decorators, parameters, and what it returns and yields."""
    found = function("""
        @mark
        async def f(a, b: int = 1, /, *rest, c, d=2, **more) -> str:
            yield a
            x = yield
            yield from y
            return b
    """)
    assert found.is_async_generator
    assert [(one.name, one.kind, one.default is not None) for one in found.parameters] == [
        ("a", "positional", False),
        ("b", "positional", True),
        ("rest", "star", False),
        ("c", "keyword", False),
        ("d", "keyword", True),
        ("more", "stars", False),
    ]
    assert [len(found.decorators), len(found.yields), len(found.returns)] == [1, 2, 1]
    assert found.qualname == "f"
    assert found.annotation is not None


@pytest.mark.parametrize(
    ("body", "empty"),
    [("...", True), ("'''Doc.'''", True), ("pass", True), ("raise NotImplementedError()", True),
     ("raise NotImplementedError", True), ("raise E", False), ("return 1", False)],
)  # fmt: skip
def test_functions_without_a_body_are_empty(body: str, *, empty: bool) -> None:
    """Those of protocols and abstract classes do nothing."""
    assert function(f"def f(): {body}").is_empty is empty


def test_a_class_says_what_it_is() -> None:
    """Bases, metaclass, members, and what its methods assign to their object, whatever they call it."""
    found = (
        facts("""
        @mark
        class C(A, B, metaclass=M):
            x: int = 1
            def __init__(me):
                me.name = 1
                other.name = 2
            @staticmethod
            def make(me):
                me.lost = 1
            class D:
                async def f(self): self.y = 1
    """)
        .bindings["C"][0]
        .value
    )
    assert isinstance(found, ClassFacts)
    assert [len(found.bases), found.keywords[0][0], len(found.decorators)] == [2, "metaclass", 1]
    assert set(found.bindings) == {"x", "__init__", "make", "D"}
    assert {name: [method for method, _ in all_] for name, all_ in found.attributes.items()} == {
        "name": ["__init__"]
    }
    inner = found.bindings["D"][0].value
    assert isinstance(inner, ClassFacts)
    assert inner.qualname == "C.D"
    assert set(inner.attributes) == {"y"}


def test_a_module_says_what_it_takes_and_gives() -> None:
    """Stars with their dots, and `__all__` where it is written out."""
    found = facts("from a import *\nfrom ..b import *\nfrom . import c\n__all__ = ['x', 'y']")
    assert found.stars == (("a", 0), ("b", 2))
    assert found.exported == ("x", "y")
    assert facts("__all__ = make()").exported is None
    assert facts("x = 1").exported is None


def test_global_and_nonlocal_names_become_uncertain_around() -> None:
    """Also from within the blocks of a function."""
    found = facts("""
        x = 1
        def f():
            try:
                global x
            except E:
                nonlocal y
            x = 2
            y = 3
    """)
    assert [binding.path[0].kind if binding.path else "" for binding in found.bindings["x"]] == ["", "call"]
