from __future__ import annotations

import ast
import linecache
from pathlib import Path

import pytest

from asyncproof.guard.reading.cutting import definition_around, definition_at
from asyncproof.guard.reading.source import functions_in

TEXT = '''\
@decorate(
    1,
)
@other
async def decorated(
    a, b
):
    # not the end
# nor this
    return """
not the end, either
"""

def short(): pass
class Home:
    async def inside(self):
        def inner():
            return f"{self}"
        return inner

    x = 1
'''


def first_line(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the line of the first decorator, or of the `def`."""
    return min([function.lineno, *(one.lineno for one in function.decorator_list)])


@pytest.mark.parametrize("text", [TEXT, Path(ast.__file__).read_text(), Path(linecache.__file__).read_text()])
def test_it_is_what_the_whole_file_has(text: str, tmp_path: Path) -> None:
    """A function that is parsed by itself has the same lines, columns and parts as in its file."""
    file = tmp_path / "it.py"
    file.write_text(text)
    functions = functions_in(str(file))
    assert functions
    for function in functions:
        found = definition_at(str(file), first_line(function), function.name)
        assert found is not None, function.name
        assert ast.dump(found, include_attributes=True) == ast.dump(function, include_attributes=True)


def test_what_is_not_there(tmp_path: Path) -> None:
    """A line that is no function's, or is another's by now, has none; neither has a line beyond the end."""
    file = tmp_path / "it.py"
    file.write_text(TEXT)
    assert definition_at(str(file), 14, "inside") is None
    assert definition_at(str(file), 15, "Home") is None
    assert definition_at(str(file), 99, "short") is None
    assert definition_at(str(tmp_path / "gone.py"), 1, "short") is None


def test_a_file_that_is_no_python(tmp_path: Path) -> None:
    """After some tries it is given up."""
    file = tmp_path / "it.py"
    file.write_text("def broken(:\n    pass\n" + "x = 1\n" * 100)
    assert definition_at(str(file), 1, "broken") is None


def test_a_file_that_is_no_python_and_short(tmp_path: Path) -> None:
    """Wherever the function may end, it can't be read."""
    file = tmp_path / "it.py"
    file.write_text("def broken(:\n    pass\n")
    assert definition_at(str(file), 1, "broken") is None


@pytest.mark.parametrize("text", [TEXT, Path(linecache.__file__).read_text()])
def test_the_innermost_function_around_a_line(text: str, tmp_path: Path) -> None:
    """It is the one that the whole file has there; outside of all functions there is none."""
    file = tmp_path / "it.py"
    file.write_text(text)
    functions = functions_in(str(file))
    for statement in ast.walk(ast.parse(text)):
        if isinstance(statement, ast.Return | ast.Assign | ast.Expr):
            line = statement.lineno
            around = [one.lineno for one in functions if one.lineno <= line <= (one.end_lineno or line)]
            found = definition_around(str(file), line)
            assert (None if found is None else found.lineno) == max(around, default=None), line
    assert definition_around(str(file), 9999) is None
