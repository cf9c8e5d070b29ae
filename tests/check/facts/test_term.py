from __future__ import annotations

import ast
import pickle

import pytest

from asyncproof.check.facts import OPAQUE, dotted, term_of
from asyncproof.check.facts.term import (
    Attribute,
    Awaited,
    Call,
    Comprehension,
    Constant,
    Display,
    Either,
    Lambda,
    Name,
    Subscript,
    Term,
)


def term(text: str) -> Term:
    """Return the term of an expression."""
    return term_of(ast.parse(text, mode="eval").body)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("1", Constant("int", 1)),
        ("'a'", Constant("str", "a")),
        ("'a' * 1", OPAQUE),
        (repr("a" * 300), Constant("str")),
        ("None", Constant("NoneType")),
        ("...", Constant("ellipsis")),
        ("1.5", Constant("float")),
        ("f'{a}'", Constant("str")),
        ("a.b", Attribute(Name("a"), "b")),
        ("f(1, x=a)", Call(Name("f"), (Constant("int", 1),), (("x", Name("a")),))),
        ("f(a, *b)", Call(Name("f"), (Name("a"),), (), open_ended=True)),
        ("f(**b)", Call(Name("f"), (), (), open_ended=True)),
        ("a[b]", Subscript(Name("a"), Name("b"))),
        ("await a", Awaited(Name("a"))),
        ("(a := b)", Name("b")),
        ("a if b else c", Either((Name("a"), Name("c")))),
        ("a or b", Either((Name("a"), Name("b")))),
        ("a | b", Either((Name("a"), Name("b")))),
        ("a + b", OPAQUE),
        ("a / b", Call(Attribute(Name("a"), "__truediv__"), (Name("b"),))),
        ("(a, b)", Display("tuple", (Name("a"), Name("b")))),
        ("[a]", Display("list", (Name("a"),))),
        ("{a: b}", Display("dict", (Name("b"),))),
        ("[*a]", Constant("list")),
        ("[x for x in a]", Comprehension("list", Name("x"), (1, 0), (1, 1))),
        ("{x for x in a}", Comprehension("set", Name("x"), (1, 0), (1, 1))),
        ("{x: x for x in a}", Constant("dict")),
        ("lambda: a", Lambda(Name("a"))),
    ],
)
def test_expressions_become_plain_values(text: str, known: Term) -> None:
    """Each kind of expression that means something has a term, which survives pickling."""
    assert term(text) == known
    assert pickle.loads(pickle.dumps(term(text))) == known


def test_what_is_deep_or_long_is_cut() -> None:
    """Data that is written out in code is no reason for large terms."""
    assert term(f"[{', '.join('1' * 50)}]") == Constant("list")
    assert "Opaque" in repr(term("a" + ".b" * 60))
    call = term(f"f({', '.join('1' * 50)})")
    assert isinstance(call, Call)
    assert call.open_ended


def test_names_are_written_with_dots() -> None:
    """Only names and attributes of names are."""
    assert dotted(term("a.b.c")) == "a.b.c"
    assert dotted(term("a().b")) is None
