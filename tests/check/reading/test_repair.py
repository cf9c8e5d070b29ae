from __future__ import annotations

import ast
import sys
from textwrap import dedent

import pytest

from asyncproof.check.reading import repair
from asyncproof.check.reading.source import Source
from asyncproof.check.reading.trouble import Trouble

DEEP = "-" * 10_000 + "1"
STAIRS = "".join(" " * at + "if x:\n" for at in range(120)) + " " * 120 + "y\n"
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


def mend(text: str) -> tuple[ast.Module, tuple[Trouble, ...]]:
    """Read a broken text."""
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return repair.Repair(Source("a.py", b"", text)).read(error)
    raise AssertionError(text)


def left_of(text: str) -> tuple[str, list[tuple[int | None, int | None]]]:
    """Return the code that is left, and which lines were told."""
    tree, troubles = mend(text)
    return ast.unparse(tree), [(one.line, one.last_line) for one in troubles]


@pytest.mark.parametrize(
    ("broken", "left", "told"),
    [
        ("import a\nx = (\ndef f(): pass", "import a\n\ndef f():\n    pass", [(2, 2)]),
        ("f(\n  a,\n  b c,\n)\nx = 1", "x = 1", [(1, 4)]),
        ("x = 'a\ny = 1", "y = 1", [(1, 1)]),
        (
            "def f():\n    '''a\n    x = 1\n    return x\n",
            "def f():\n    pass\n    x = 1\n    return x",
            [(2, 2)],
        ),
        ("def f():\nx = 1", "x = 1", [(1, 1)]),
        ("def f():\n    if x\n        y\n    z = 1", "def f():\n    pass\n    z = 1", [(2, 3)]),
        ("  x = 1\ny = 2", "y = 2", [(1, 1)]),
        ("x = 1\n    y = 2\nz = 3", "x = 1\nz = 3", [(2, 2)]),
        ("def f():\n    x = 1\n  y = 2\nz = 3", "def f():\n    x = 1\nz = 3", [(3, 3)]),
        ("if a:\n    x\nelif b(:\n    y\nelse:\n    z", "if a:\n    x\nelse:\n    z", [(3, 4)]),
        ("def f():\n    try:\n        a\n    b\n    c", "def f():\n    pass\n    b\n    c", [(2, 3)]),
        (
            "def f():\n    try:\n        a\n    except X\n        b\n    c",
            "def f():\n    pass\n    c",
            [(2, 5)],
        ),
        ("@\ndef f(): pass\nx = 1", "x = 1", [(1, 2)]),
        (
            "class A:\n    @a\n    @b(\n    def f(self): pass\n    def g(self): pass",
            "class A:\n    pass\n\n    def g(self):\n        pass",
            [(2, 4)],
        ),
        (
            "class A:\n    def f():\n        await x.\n    def g():\n        g(\n    def h(): pass",
            "class A:\n\n" + "\n\n".join(f"    def {name}():\n        pass" for name in "fgh"),
            [(3, 3), (5, 5)],
        ),
        (
            "<<<<<<< a\nx = 1\n=======\ny = 1\n>>>>>>> b\nz = 1",
            "x = 1\ny = 1\nz = 1",
            [(1, 1), (3, 3), (5, 5)],
        ),
        (
            "print 'a'\ndef f():\n    print 'b'\n    return 2",
            "def f():\n    pass\n    return 2",
            [(1, 1), (3, 3)],
        ),
        ("x)\ny = 1", "y = 1", [(1, 1)]),
        ("?", "", [(1, 1)]),
        ("x = " + "-" * 10_000 + "1\ny = 1", "y = 1", [(1, 1)]),
        (
            f"def f():\n    x = 1\n    y = {DEEP}\n    z = 1",
            "def f():\n    x = 1\n    pass\n    z = 1",
            [(3, 3)],
        ),
        ("x = " + "(" * 300 + ")" * 300 + "\ny = 1", "y = 1", [(1, 1)]),
        (f"x = 1\n{STAIRS}z = 1", "x = 1\nz = 1", [(2, 122)]),
        ("x = 1\ny = \0\nz = 1", "x = 1\nz = 1", [(2, 2)]),
        ("x = 1\n\\", "x = 1", [(2, 2)]),
    ],
)
def test_the_least_is_taken_out(broken: str, left: str, told: list[tuple[int, int]]) -> None:
    """What is broken goes, with its statement; everything around it stays, and the lines are told."""
    assert left_of(broken) == (left, told)


def test_what_stays_keeps_its_place() -> None:
    """Lines and columns of what is left are those of the source, also behind what was taken out."""
    tree, _ = mend("a = (\n\n\nasync def f():\r\n    x = )\r    await g()\n")
    (node,) = [node for node in ast.walk(tree) if isinstance(node, ast.Await)]
    assert (node.lineno, node.col_offset) == (6, 4)


def test_a_trouble_says_why_and_what_to_do() -> None:
    """The message has the lines, the version and the parser's own words."""
    _, troubles = mend("x = 1\nf(\n  a,\n  b c,\n)\nz = 1\ny = )\n")
    assert [one.message for one in troubles] == [
        f"lines 2-5 can't be read by Python {VERSION}: invalid syntax. Perhaps you forgot a comma?",
        f"line 7 can't be read by Python {VERSION}: unmatched ')'",
    ]
    assert {one.cure for one in troubles} == {
        "Correct the code; if it is for a newer Python, run asyncproof with that one."
    }


def test_too_deep_is_said_in_words() -> None:
    """Where the parser only gives up, the reason is given in our words."""
    _, troubles = mend("x = " + "-" * 10_000 + "1")
    assert troubles[0].message.endswith("it is nested too deeply")


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="this Python reads it")
def test_newer_syntax_is_read_by_an_older_python() -> None:
    """What can be rewritten is no trouble at all."""
    code = """\
    async def f(x):
        try:
            return await x
        except A, b.B:
            return t"{x}"
    def g[T = int](x: T) -> T: ...
    """
    tree, troubles = mend(dedent(code))
    assert troubles == ()
    assert ast.unparse(tree.body[0].body[0].handlers[0].type) == "(A, b.B)"
    assert tree.body[1].args.col_offset if hasattr(tree.body[1].args, "col_offset") else True
    assert tree.body[1].args.args[0].col_offset == len("def g[T = int](")


def test_what_can_be_rewritten_helps_beside_an_error() -> None:
    """A slip elsewhere doesn't keep newer syntax from being read, nor is anything rewritten twice."""
    left, told = left_of("try:\n    x\nexcept A, B:\n    y = )\nz = f'{x}'\nx = (\n")
    assert left == "try:\n    x\nexcept (A, B):\n    pass\nz = f'{x}'"
    assert told == [(4, 4), (6, 6)]


def test_attempts_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind the last attempt, what is broken goes as a whole, and what isn't still stays."""
    monkeypatch.setattr(repair, "MOST_ATTEMPTS", 1)
    code = "def f():\n    x = )\n    y = 1\n"
    left, told = left_of(code + code.replace("f", "g") + "z = 1")
    assert left == "def f():\n    pass\n    y = 1\nz = 1"
    assert told == [(2, 2), (4, 6)]


def test_a_triple_quote_without_its_partner_costs_its_line() -> None:
    """Where a docstring lacks one of its ends, the functions behind it are seen all the same."""
    function = "def {}():\n    {}says something{}\n    return 1\n\n\n"
    for opening, closing in (("'''", ""), ("", "'''"), ("'''", "''''''")):
        code = "".join(
            function.format(name, *((opening, closing) if name == "b" else ("'''", "'''"))) for name in "abcd"
        )
        tree, troubles = mend(code)
        assert [node.name for node in tree.body if isinstance(node, ast.FunctionDef)] == ["a", "b", "c", "d"]
        assert [(one.line, one.last_line) for one in troubles] == [(7, 7)]


def test_what_was_taken_is_not_taken_again() -> None:
    """A decorator goes with what it decorated, and lines that are out of step go one by one."""
    code = "class A:\n    @a\n    def f(): pass\n    @b\n : x\n    ) -> int: ...\n    def g(): pass\n"
    left, told = left_of(code)
    assert "def f():" in left
    assert "def g():" in left
    assert told == [(4, 6)]


def test_characters_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large part is not parsed again and again."""
    monkeypatch.setattr(repair, "_MOST_CHARACTERS", 5)
    assert left_of("def f():\n    x = )\n    y = 1\nz = 1") == ("z = 1", [(1, 3)])


def test_what_is_nothing_but_broken_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind so many broken parts the rest is not looked at, and told with them."""
    monkeypatch.setattr(repair, "_MOST_CHUNKS", 2)
    tree, troubles = mend("x = )\n" * 3 + "y = 1\n")
    assert tree.body == []
    assert [(one.line, one.last_line) for one in troubles] == [(1, 4)]


def test_text_without_a_statement_may_be_broken() -> None:
    """Where there is not even a line of code, the file as a whole is told."""
    assert left_of("\f\n# \0") == ("", [(1, 2)])
