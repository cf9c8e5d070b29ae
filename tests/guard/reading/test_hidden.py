from __future__ import annotations

import linecache
from types import CodeType

from asyncproof.guard import Owner
from asyncproof.guard.reading.hidden import hidden_by, uncalled_tests

SOURCE = """
async def test_twice(): pass

async def test_twice(): pass

async def test_used(): pass
ALL = [test_used]
async def test_used(): pass

def test_sync(): pass
def test_sync(): pass

class TestOne:
    async def test_twice(self): pass
    async def test_twice(self): pass

class TestTwo:
    async def test_twice(self): pass

def test_outer():
    async def test_inner(): pass
    async def test_called(): pass
    def test_plain(): pass
    return test_called

def test_registers(register):
    @register
    async def test_inner(): pass
"""
FILE = "/made/by/test_hidden.py"


def codes() -> dict[tuple[str, int], CodeType]:
    """Return the functions of the source by name and line."""
    linecache.cache[FILE] = (len(SOURCE), None, SOURCE.splitlines(keepends=True), FILE)
    found: dict[tuple[str, int], CodeType] = {}
    todo = [compile(SOURCE, FILE, "exec")]
    while todo:
        code = todo.pop()
        found[code.co_name, code.co_firstlineno] = code
        todo += [one for one in code.co_consts if isinstance(one, CodeType)]
    return found


def hidden(name: str, line: int, test: str) -> int | None:
    """Return the line of what is hidden by a function."""
    place = hidden_by(codes()[name, line], Owner(f"test_hidden.py::{test}"))
    return None if place is None else place.line


def test_a_later_test_hides_an_earlier_one() -> None:
    """In a module as in a class, the name belongs to the last one."""
    assert hidden("test_twice", 4, "test_twice") == 2
    assert hidden("test_twice", 15, "TestOne::test_twice") == 14


def test_what_hides_nothing() -> None:
    """A name in another class, one that was used in between, and sync tests are let alone."""
    assert hidden("test_twice", 18, "TestTwo::test_twice") is None
    assert hidden("test_used", 8, "test_used") is None
    assert hidden("test_sync", 11, "test_sync") is None


def test_tests_inside_of_functions() -> None:
    """One that nobody mentions is told; one that is returned or decorated is not."""
    known = codes()
    assert [(name, place.line) for name, place in uncalled_tests(known["test_outer", 20])] == [
        ("test_inner", 21)
    ]
    assert list(uncalled_tests(known["test_registers", 26])) == []


def test_code_without_a_file() -> None:
    """Nothing is known of what was typed in."""
    code = compile("async def test_x(): pass", "<made>", "exec").co_consts[0]
    assert hidden_by(code, Owner("x.py::test_x")) is None
