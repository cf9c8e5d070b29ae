from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.check.world import revealed

if TYPE_CHECKING:
    from pathlib import Path

APP = """
    from contextlib import asynccontextmanager, contextmanager

    class Client:
        async def get(self) -> "Reply": ...
        def plain(self) -> int: ...
        async def __aenter__(self) -> "Client": return self
        @property
        def last(self) -> "Reply": ...
        def __call__(self): return 1
    class Reply:
        async def json(self): return {"a": 1}
        def __init__(self):
            self.client = Client()
    async def fetch():
        return Client()
    async def stream():
        yield Reply()
    @asynccontextmanager
    async def opened():
        yield Client()
    @contextmanager
    def closed():
        yield Reply()
"""


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("reveal(fetch)", "function app.fetch"),
        ("reveal(fetch())", "coroutine of a app.Client"),
        ("reveal(await fetch())", "a app.Client"),
        ("reveal((await fetch()).get())", "coroutine of a app.Reply"),
        ("reveal(Client().plain())", "int"),
        ("reveal(Client().last)", "a app.Reply"),
        ("reveal(Client()())", "int"),
        ("reveal(Reply().client.get())", "coroutine of a app.Reply"),
        ("reveal(Reply().json())", "coroutine of dict of int"),
        ("reveal(stream())", "async generator of a app.Reply"),
        ("reveal(opened())", "async manager of a app.Client"),
        ("reveal(closed())", "manager of a app.Reply"),
        ("reveal([fetch(), 1])", "list of coroutine of a app.Client, int"),
        ("reveal((fetch(), 1)[1])", "int"),
        ("reveal((lambda: fetch())())", "coroutine of a app.Client"),
        ("reveal(fetch() or 1)", "unknown"),
        ("reveal(Client.get)", "function app.Client.get"),
        ("reveal(nothing())", "unknown"),
        ("reveal(app)", "module app"),
        ("reveal(app.fetch())", "coroutine of a app.Client"),
        ("reveal(asyncio.sleep(1))", "coroutine of unknown"),
        ("reveal(asyncio.create_task(fetch()))", "awaitable of a app.Client"),
        ("reveal(await asyncio.wait_for(fetch(), 1))", "a app.Client"),
        ("reveal(asyncio.gather(fetch()))", "awaitable of unknown"),
        ("reveal(asyncio.Queue().get())", "coroutine of unknown"),
        ("reveal(payments.get('x'))", "unknown"),
        ("reveal(payments.get)", "foreign payments.get"),
        ("reveal(payments.Session())", "a foreign payments.Session"),
        ("reveal(functools.partial(fetch)())", "coroutine of a app.Client"),
    ],
)
def test_expressions_are_worth_what_functions_say_and_return(tmp_path: Path, line: str, known: str) -> None:
    """Calls, attributes, awaits and displays are followed into another file."""
    test = f"""
    import asyncio, functools
    import app, payments
    from app import *

    async def test_it():
        {line}
    """
    assert revealed(tmp_path, {"app.py": APP, "test_it.py": test}) == [known]


@pytest.mark.parametrize(
    ("body", "known"),
    [
        ("x = fetch()\n        reveal(x)", ["coroutine of a app.Client"]),
        ("x = fetch()\n        x = 1\n        reveal(x)", ["int"]),
        ("x = 1\n        if app:\n            x = fetch()\n        reveal(x)", ["unknown"]),
        (
            "x = 1\n        if app:\n            x = 2\n            reveal(x)\n        reveal(x)",
            ["int", "unknown"],
        ),
        ("if app:\n            x = 1\n        else:\n            reveal(x)", ["unknown"]),
        (
            "x = None\n        for _ in app:\n            reveal(x)\n            x = fetch()",
            ["coroutine of a app.Client"],
        ),
        ("async with opened() as x:\n            reveal(x)", ["a app.Client"]),
        ("async with Client() as x:\n            reveal(x)", ["a app.Client"]),
        ("with closed() as x:\n            reveal(x)", ["a app.Reply"]),
        ("async for x in stream():\n            reveal(x)", ["a app.Reply"]),
        ("for x in [fetch()]:\n            reveal(x)", ["coroutine of a app.Client"]),
        ("x, y = fetch(), 1\n        reveal(y)", ["int"]),
        ("x: Client = make()\n        reveal(x.get())", ["coroutine of a app.Reply"]),
        ("[reveal(x) for x in [Client()]]", ["a app.Client"]),
        ("[x for x in [Client()]]\n        reveal(x)", ["unknown"]),
        ("if (x := fetch()):\n            reveal(x)", ["coroutine of a app.Client"]),
        ("try:\n            x = fetch()\n        except E as x:\n            reveal(x)", ["unknown"]),
        ("c = Client()\n        c.get = 1\n        reveal(c.get)", ["int"]),
        ("x = 1\n        del x\n        reveal(x)", ["unknown"]),
        ("x = 1\n        x += 1\n        reveal(x)", ["unknown"]),
    ],
)
def test_names_mean_what_reaches_them(tmp_path: Path, body: str, known: list[str]) -> None:
    """The last binding counts; where several may be in force, nothing is certain."""
    test = f"""
    import app
    from app import *

    async def test_it():
        {body}
    """
    assert revealed(tmp_path, {"app.py": APP, "test_it.py": test}) == known


def test_what_another_function_may_change_is_not_certain(tmp_path: Path) -> None:
    """A global or nonlocal name that a function binds is unknown elsewhere."""
    test = """
    x = 1
    def change():
        global x
        x = "a"
    async def test_it():
        y = 1
        def inner():
            nonlocal y
            y = "a"
        reveal(x)
        reveal(y)
    """
    assert revealed(tmp_path, {"test_it.py": test}) == ["unknown", "unknown"]


def test_modules_import_one_another(tmp_path: Path) -> None:
    """Re-exports, relative imports, `__all__` and circles are followed."""
    files = {
        "pkg/__init__.py": "from .a import *\nfrom .b import hidden as shown\n",
        "pkg/a.py": "from . import b\n__all__ = ['seen']\nasync def seen(): ...\nasync def unseen(): ...\n",
        "pkg/b.py": "from .a import seen as hidden\nimport pkg\n",
        "test_it.py": """
            from pkg import seen, shown, unseen
            import pkg.b
            async def test_it():
                reveal(seen)
                reveal(shown)
                reveal(unseen)
                reveal(pkg.b.hidden)
                reveal(pkg.a.b)
        """,
    }
    known = ["function pkg.a.seen", "function pkg.a.seen", "unknown", "function pkg.a.seen", "module pkg.b"]
    assert revealed(tmp_path, files) == known


def test_functions_that_call_one_another_come_to_an_end(tmp_path: Path) -> None:
    """Recursion through returns, names and attributes is unknown, not endless."""
    test = """
    def a(): return b()
    def b(): return a()
    x = y
    y = x
    class C:
        def me(self): return self.me()
    async def test_it():
        reveal(a())
        reveal(x)
        reveal(C().me())
    """
    assert revealed(tmp_path, {"test_it.py": test}) == ["unknown"] * 3


def test_a_deep_expression_is_unknown(tmp_path: Path) -> None:
    """Beyond some depth nothing is looked at."""
    test = f"""
    async def test_it():
        reveal(a{".b" * 80})
    """
    assert revealed(tmp_path, {"test_it.py": test}) == ["unknown"]


def test_a_base_that_is_a_member_of_an_object(tmp_path: Path) -> None:
    """The class that has a member is looked for while another class is being understood."""
    files = {
        "test_it.py": """
        class Inner:
            async def get(self): return 1
        class Holder:
            kind = Inner
        class Own(Holder().kind):
            pass
        reveal(Own().get())
        reveal(Holder().kind)
        """
    }
    assert revealed(tmp_path, files) == ["coroutine of int", "class test_it.Inner"]


def test_a_long_way_of_calls_ends_in_the_unknown(tmp_path: Path) -> None:
    """Nobody follows a hundred functions, each of which returns what the next one gives."""
    ways = "\n".join(f"def f{number}(): return f{number + 1}()" for number in range(100))
    files = {"test_it.py": f"{ways}\nasync def f100(): ...\nreveal(f0())\nreveal(f99())\n"}
    assert revealed(tmp_path, files) == ["unknown", "coroutine of unknown"]
