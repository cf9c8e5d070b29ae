from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.check.world import revealed

if TYPE_CHECKING:
    from pathlib import Path

CLASS = """
    import attrs, strange
    from dataclasses import dataclass

    class Base:
        limit = 3
        async def close(self): return 1
        @property
        def owner(self): return Base()
        @staticmethod
        async def make(): return 1

    class Client(Base):
        def __init__(self, base: Base, other=None):
            self.base = base
            self.said: Base = other
            self.either = Base()
            self.text = "a"
        def reset(self):
            self.either = Client(Base())
            self.text = None

    @strange.remake
    class Remade:
        async def close(self): ...

    @dataclass
    class Data:
        base: Base
        async def close(self): ...

    class Foreign(strange.Base):
        async def own(self): ...
"""


@pytest.mark.parametrize(
    ("expression", "known"),
    [
        ("Client(1).close", "function app.Base.close"),
        ("Client.close", "function app.Base.close"),
        ("Client(1).limit", "int"),
        ("Client(1).owner", "a app.Base"),
        ("Client.owner", "unknown"),
        ("Client.make()", "coroutine of int"),
        ("Client(1).base", "a app.Base"),
        ("Client.base", "unknown"),
        ("Client(1).said", "a app.Base"),
        ("Client(1).either", "unknown"),
        ("Client(1).text", "str"),
        ("Client(1).gone", "unknown"),
        ("Remade().close()", "unknown"),
        ("Data(1).close()", "coroutine of unknown"),
        ("Data(1).base", "a app.Base"),
        ("Foreign().own()", "coroutine of unknown"),
        ("Foreign().other", "unknown"),
        ("app.Client", "class app.Client"),
        ("app.gone", "unknown"),
        ("strange.x.y", "foreign strange.x.y"),
        ("'a'.upper", "unknown"),
    ],
)
def test_attributes(expression: str, known: str, tmp_path: Path) -> None:
    """Of modules, classes and objects; what methods disagree on or strangers change is unknown."""
    test = f"import app, strange  # async\nfrom app import *\nreveal({expression})\n"
    assert revealed(tmp_path, {"app.py": CLASS, "test_it.py": test}) == [known]


@pytest.mark.parametrize(
    ("expression", "known"),
    [
        ("mocker.Mock()", "Mock"),
        ("mocker.AsyncMock()", "AsyncMock"),
        ("mocker.create_autospec(int)", "unknown"),
        ("mocker.patch('app.work')", "AsyncMock"),
        ("mocker.stub", "foreign pytest_mock.stub"),
    ],
)
def test_mocks_of_pytest_mock(expression: str, known: str, tmp_path: Path) -> None:
    """Its fixture has the classes of mocks and `patch`, which gives the mock itself."""
    files = {
        "app.py": "async def work(): ...\n",
        "test_it.py": f"def test_it(mocker):  # async\n    reveal({expression})\n",
    }
    assert revealed(tmp_path, files) == [known]


def test_a_property_is_read_by_its_getter(tmp_path: Path) -> None:
    """Whatever sets or deletes it has its name later, and is not what is read."""
    app = """
        class C: ...

        class A:
            @property
            def core(self) -> C: ...
            @core.setter
            def core(self, value: C) -> None: ...
            @core.deleter
            def core(self) -> None: ...
            @property
            def other(self) -> C: ...
            def other(self): return 1
    """
    test = """
        from app import A

        def test_it():
            reveal(A().core)
            reveal(A().other())
    """
    assert revealed(tmp_path, {"app.py": app, "test_app.py": test}) == ["a app.C", "int"]
