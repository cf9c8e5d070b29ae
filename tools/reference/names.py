"""The pages of the public names of a package: signatures as they were written, and docstrings."""

from __future__ import annotations

import ast
import asyncio
import dataclasses
import inspect
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from tools.reference.docstrings import markdown
from tools.reference.internal import INTERNAL
from tools.reference.source import Function, fields_of, signature, tree_of
from tools.reference.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator


class Package(NamedTuple):
    """A package whose public names have a page."""

    name: str
    intro: str
    parts: dict[str, tuple[str, str]]
    """Headings and pages to read, by the beginning of the modules in which names are defined."""


OWN = Package(
    "asyncproof",
    "The public names of the package, each loaded when it is first used.",
    {
        "asyncproof.exploring": ("Exploring", "explore"),
        "asyncproof.oracles": ("What is true of every run", "oracles"),
        "asyncproof.doubles": ("Fakes", "fake"),
        "asyncproof.plugin": ("Fixtures", "concurrent-fixtures"),
        "asyncproof.loop.network": ("The network in memory", "network"),
        "asyncproof.loop": ("The loop under control", "how-the-loop-works"),
        "asyncproof.core.errors": ("Errors", "errors/index"),
        "asyncproof.core": ("Schedules and who decides", "how-the-loop-works"),
    },
)
KIT = Package(
    "asyncproof.kit",
    "What tests of whole applications need: apps in the test's own loop, databases, servers.",
    {
        "asyncproof.kit.apps": ("Apps", "apps"),
        "asyncproof.kit.databases": ("Databases", "databases"),
        "asyncproof.kit.servers": ("Servers", "databases"),
    },
)
STUB = Package(
    "asyncproof.stub",
    "The hosts that a test plays: what the fixture `net` gives, and what it is told.",
    {
        "asyncproof.stub.websockets": ("WebSockets", "websockets"),
        "asyncproof.stub": ("Hosts", "stub"),
    },
)


def names_page(package: Package) -> str:
    """Make the page of a package."""
    module = import_module(package.name)
    lines = [f"# `{package.name}`", "", package.intro, ""]
    left = {name: getattr(module, name) for name in module.__all__ if not name.startswith("_")}
    for start, (title, page) in package.parts.items():
        here = {name: value for name, value in left.items() if home_of(value).startswith(start)}
        left = {name: value for name, value in left.items() if name not in here}
        lines += [f"## {title}", "", f"To read: [{page.removesuffix('/index')}](../{page}.md).", ""]
        for name, value in sorted(here.items(), key=lambda one: one[0].lower()):
            lines += told_of(name, value)
    if left:
        raise SystemExit(f"tools/reference/names.py has no part for {', '.join(left)}")
    return "\n".join(lines)


def home_of(value: Any) -> str:
    """Name the module in which something is defined."""
    return str(getattr(value, "__module__", None) or type(value).__module__)


def told_of(name: str, value: Any) -> list[str]:
    """Tell of one public name."""
    if inspect.isfunction(value):
        node = tree_of(value)
        return [f"### `{name}`", "", *block(signature(node)), *text_of(value)]  # type: ignore[arg-type] # a function's
    if inspect.isclass(value):
        return [f"### `{name}`", "", *class_told(name, value)]
    return [f"### `{name}`", "", *text_of(value)]


def block(code: str) -> list[str]:
    """Show code that is not run."""
    return ["```py", *code.splitlines(), "```", ""]


def text_of(value: Any) -> list[str]:
    """Return the docstring as lines, with an empty one."""
    return [*markdown(inspect.getdoc(value) or ""), ""]


def class_told(name: str, cls: type[Any]) -> Iterator[str]:
    """Tell of a class: how it is made, what it is for, its fields, and what it can do."""
    internal = INTERNAL.get(name, frozenset())
    if issubclass(cls, BaseException):
        yield from (f"A subclass of `{cls.__mro__[1].__name__}`.", "")
    elif "__init__" not in internal and not getattr(cls, "_is_protocol", False):
        yield from block(made_by(name, cls))
    yield from text_of(cls)
    if dataclasses.is_dataclass(cls):
        yield from table(("field", "unless it is said", "what it is"), fields_of(cls))
    for method, node in members(cls):
        if node.name not in internal:
            yield f"- `{shown(node, method)}`:"
            yield from (f"  {line}".rstrip() for line in markdown(inspect.getdoc(method) or ""))
    yield ""


def made_by(name: str, cls: type[Any]) -> str:
    """Write the call that makes an object of a class."""
    if dataclasses.is_dataclass(cls):
        given = ", ".join(field.name for field in dataclasses.fields(cls) if field.init)
        return f"class {name}({given})"
    if inspect.isfunction(cls.__init__):
        node = tree_of(cls.__init__)
        return signature(node, name=f"class {name}", is_method=True)  # type: ignore[arg-type] # a function's
    return f"class {name}"


def members(cls: type[Any]) -> Iterator[tuple[Any, Function]]:
    """Find what is public in a class and in those of ours that it is built on, and is not asyncio's."""
    seen: set[str] = (
        set(dir(asyncio.AbstractEventLoop)) if issubclass(cls, asyncio.AbstractEventLoop) else set()
    )
    for owner in cls.__mro__:
        if not owner.__module__.startswith("asyncproof") or issubclass(owner, BaseException):
            continue
        for name, value in vars(owner).items():
            function = getattr(value, "fget", None) or getattr(value, "__func__", None) or value
            if (
                name.startswith("_")
                or name in seen
                or not inspect.isfunction(function)
                or not function.__doc__
            ):
                continue
            seen.add(name)
            node = tree_of(function)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield value if isinstance(value, property) else function, node


def shown(node: Function, value: Any) -> str:
    """Write a method as it is called, and a property as it is read."""
    if isinstance(value, property):
        return f"{node.name}: {ast.unparse(node.returns)}" if node.returns else node.name
    decorators = {ast.unparse(one) for one in node.decorator_list}
    return signature(node, is_method="staticmethod" not in decorators, width=sys.maxsize)
