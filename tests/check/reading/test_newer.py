from __future__ import annotations

import ast
import sys

import pytest

from asyncproof.check.reading.logical import lay_out
from asyncproof.check.reading.newer import mend_exceptions, rewrite


def rewritten(text: str, version: tuple[int, int] = (3, 10)) -> str:
    """Rewrite a text of one logical line."""
    layout = lay_out(text)
    return rewrite(text, layout.lines[0], layout.formatted, version)


@pytest.mark.parametrize(
    ("text", "older"),
    [
        ("except A, B:", "except A| B:"),
        ("  except  A, b.C , D: # x, y", "  except  A| b.C | D: # x, y"),
        ("except (A, B):", "except (A, B):"),
        ("except A as b:", "except A as b:"),
        ("except f(a, b):", "except f(a, b):"),
        ("except:", "except:"),
        ("except* A:", "except  A:"),
        ("exception = A, B", "exception = A, B"),
        ("def f[T](x: T): pass", "def f   (x: T): pass"),
        ("async def f[*Ts, **P](): pass", "async def f          (): pass"),
        ("class A[T: (int, list[str]) = int](B): pass", "class A                           (B): pass"),
        ("class A[\n  T\n]: pass", "class A \n   \n : pass"),
        ("class A[T", "class A[T"),
        ("class A: pass", "class A: pass"),
        ("x = f[T](y)", "x = f[T](y)"),
        ("x = t'{a}' + rt'''b'''", "x = f'{a}' + rf'''b'''"),
        ("x = f'{a}' + f'it\\'s' + f''", "x = f'{a}' + f'it\\'s' + f''"),
    ],
)
def test_newer_syntax_becomes_older(text: str, older: str) -> None:
    """What 3.10 can't read is written in the same columns as something that it can; the rest stays."""
    assert rewritten(text) == older


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python reads them")
@pytest.mark.parametrize(
    ("text", "older"),
    [
        ('x = f"{d["a"]}"', 'x = f"{_}_____"'),
        ("x = f'{d[\"\\n\"]}'", "x = f'{_}______'"),
        ("x = f'''{a!}\nb'''", "x = f'''{_}_\n_'''"),
        ("x = f'{}'", "x = f'__'"),
    ],
)
def test_free_quotes_become_a_simpler_string(text: str, older: str) -> None:
    """An f-string that this Python can't read keeps its place and its kind, not its contents."""
    assert rewritten(text) == older
    ast.parse(older)


@pytest.mark.parametrize("text", ["except A, B:", "class A[T = int]: pass", "x = t'{a}'", 'x = f"{d["a"]}"'])
def test_a_python_that_reads_it_needs_no_help(text: str) -> None:
    """Nothing is rewritten for a Python that has the syntax, or can't be helped."""
    assert rewritten(text, (3, 14)) == text


def test_each_version_gets_what_it_lacks() -> None:
    """`except*` stays for 3.11, free quotes for 3.12, type parameters for 3.13."""
    assert rewritten("except* A:", (3, 11)) == "except* A:"
    assert rewritten('x = f"{d["a"]}"', (3, 12)) == 'x = f"{d["a"]}"'
    assert rewritten("class A[T]: pass", (3, 12)) == "class A   : pass"
    assert rewritten("class A[T]: pass", (3, 13)) == "class A[T]: pass"


def test_exceptions_are_a_tuple_again() -> None:
    """What had to be written with `|` is a tuple in the tree, on the lines where it was one."""
    tree = ast.parse("try:\n  x\nexcept A| B| c.D:\n  y\nexcept E| F:\n  z\nexcept G:\n  z")
    mend_exceptions(tree, {3, 7})
    assert [ast.unparse(one.type) for one in tree.body[0].handlers] == ["(A, B, c.D)", "E | F", "G"]
