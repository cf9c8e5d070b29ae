from __future__ import annotations

import ast
import importlib
import inspect
import sys
import types
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tools import known_libraries, library_names

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Iterator
    from pathlib import Path


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the tables are made on Python 3.11")
def test_the_tables_are_what_the_installed_packages_say() -> None:
    """A newer version of a package that is installed here, or a name that it lost, is seen."""
    assert known_libraries.main(["--check"]) == 0


@pytest.mark.parametrize("top", sorted({name.partition(".")[0] for name in library_names.LIBRARIES}))
def test_what_a_table_calls_async_is_async_where_it_is_installed(top: str) -> None:
    """Methods and functions, on every Python; what only another version has is not asked about."""
    wrong = []
    for path in known_libraries.TARGET.glob(f"{top}/**/*.pyi"):
        parts = path.relative_to(known_libraries.TARGET).with_suffix("").parts
        try:
            module = importlib.import_module(".".join(part for part in parts if part != "__init__"))
        except ImportError:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        owners = [(tree, module)]
        owners += [
            (node, vars(module).get(node.name)) for node in tree.body if isinstance(node, ast.ClassDef)
        ]
        wrong += [
            f"{path.stem}: {node.name}"
            for owner, value in owners
            for node in owner.body
            if isinstance(node, ast.AsyncFunctionDef) and not node.decorator_list and value is not None
            if not inspect.iscoroutinefunction(getattr(value, node.name, _absent))
        ]
    assert wrong == []


async def _absent() -> None:
    """Stand for what is not there."""


def test_every_table_can_be_read_and_is_of_a_library_that_is_kept() -> None:
    """Also those of packages that are not installed here."""
    tables = list(known_libraries.TARGET.rglob("*.pyi"))
    assert tables
    kept = {name.partition(".")[0] for name in library_names.LIBRARIES}
    made = set()
    for path in tables:
        text = path.read_text("utf-8")
        ast.parse(text)
        if not text.startswith("# Written by hand"):
            made.add(path.relative_to(known_libraries.TARGET).parts[0])
    assert made == kept


class Base:
    def __await__(self) -> Any:
        raise NotImplementedError

    def _private(self) -> None: ...


class Other(dict[str, int]):
    @property
    def name(self) -> str:
        return ""


class Shop(Base):
    constant = 1

    class Inner:
        """It is left out."""

    def sell(self) -> Shop | None: ...
    async def fetch(self) -> bytes: ...
    def ask(self) -> Awaitable[Shop]: ...
    async def items(self) -> AsyncIterator[Shop]:
        yield self

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Shop]:
        yield self

    @contextmanager
    def held(self) -> Iterator[None]:
        yield

    @staticmethod
    def closing() -> dict[str, Any]: ...
    @classmethod
    async def made(cls) -> Shop: ...
    def quoted(self) -> "None": ...  # noqa: UP037 - as who writes it twice
    def wrong(self) -> "not an expression": ...  # noqa: F722 - wrong on purpose


async def order(number: int) -> Shop:
    """Give a shop."""
    raise NotImplementedError


WANTED = """\
# Made by tools/known_libraries.py: what is async in shop.
from typing import Any
from collections.abc import AsyncIterator
from collections.abc import Awaitable
from collections.abc import Iterator
from contextlib import asynccontextmanager
from contextlib import contextmanager

class Base:
    def __await__(self, *args, **kwargs) -> Any: ...
class Other(Elsewhere):
    @property
    def name(self) -> str: ...
class Shop(Base):
    def ask(self, *args, **kwargs) -> Awaitable[Shop]: ...
    @staticmethod
    def closing(*args, **kwargs) -> Any: ...
    async def fetch(self, *args, **kwargs) -> bytes: ...
    @contextmanager
    def held(self, *args, **kwargs) -> Iterator[None]: ...
    def items(self, *args, **kwargs) -> AsyncIterator[Shop]: ...
    @classmethod
    async def made(cls, *args, **kwargs) -> Shop: ...
    @asynccontextmanager
    async def opened(self, *args, **kwargs) -> AsyncIterator[Shop]: ...
    def quoted(self, *args, **kwargs) -> None: ...
    def sell(self, *args, **kwargs) -> Shop | None: ...
    def wrong(self, *args, **kwargs) -> Any: ...
counter: Any
async def order(*args, **kwargs) -> Shop: ...
"""


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A package `shop` of one module, and a folder for its table; `gone` is not installed."""
    module = types.ModuleType("shop")
    for thing in (Base, Other, Shop, order):
        monkeypatch.setattr(thing, "__module__", "shop")
        setattr(module, thing.__name__, thing)
    module.counter = 3  # type: ignore[attr-defined] # an object of the module
    monkeypatch.setitem(sys.modules, "shop", module)
    names = {"shop": ("Shop", "Other", "order", "counter"), "gone_from_here": ("x",)}
    monkeypatch.setattr(known_libraries, "LIBRARIES", names)
    monkeypatch.setattr(known_libraries, "ROOT", tmp_path)
    monkeypatch.setattr(known_libraries, "TARGET", tmp_path / "libraries")
    return tmp_path / "libraries"


def test_a_table_keeps_what_is_async_and_what_is_given(shop: Path) -> None:
    """Private names, constants and inner classes are left out, strange bases are told as such."""
    assert known_libraries.main([]) == 0
    assert (shop / "shop.pyi").read_text("utf-8") == WANTED


def test_what_is_out_of_date_is_told_and_mended(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stale table and one too many, and nothing of packages that are not installed."""
    known_libraries.main([])
    assert known_libraries.main(["--check"]) == 0
    (shop / "shop.pyi").write_text("", "utf-8")
    (shop / "shop").mkdir()
    (shop / "shop/extra.pyi").write_text("", "utf-8")
    (shop / "gone_from_here.pyi").write_text("", "utf-8")
    assert known_libraries.main(["--check"]) == 1
    told = capsys.readouterr().out
    assert "libraries/shop.pyi is out of date: run python -m tools.known_libraries" in told
    assert "extra.pyi" in told
    assert "gone_from_here" not in told
    known_libraries.main([])
    assert (shop / "shop.pyi").read_text("utf-8") == WANTED
    assert not (shop / "shop/extra.pyi").exists()
