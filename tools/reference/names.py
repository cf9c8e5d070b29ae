"""The pages of the public names of a package: signatures as they were written, and docstrings."""

from __future__ import annotations

import ast
import asyncio
import dataclasses
import inspect
import sys
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from tools.reference.docstrings import markdown
from tools.reference.internal import INTERNAL
from tools.reference.source import Function, fields_of, signature, tree_of
from tools.reference.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator


class Page(NamedTuple):
    """A page of public names."""

    title: str
    intro: str
    modules: tuple[str, ...]
    """Whose public names they are."""
    parts: dict[str, tuple[str, str]]
    """Headings and pages to read, by the beginning of the modules in which names are defined."""


OWN = Page(
    "`asyncproof`",
    "The public names of the package, each loaded when it is first used.",
    ("asyncproof",),
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
PARTS = Page(
    "Given and raised",
    "What the public names give, take and raise: to be imported from the part that is named.",
    (
        "asyncproof.exploring",
        "asyncproof.oracles",
        "asyncproof.doubles",
        "asyncproof.loop",
        "asyncproof.core",
    ),
    {
        "asyncproof.exploring": ("`asyncproof.exploring`", "explore"),
        "asyncproof.oracles": ("`asyncproof.oracles`", "oracles"),
        "asyncproof.doubles": ("`asyncproof.doubles`", "fake"),
        "asyncproof.loop": ("`asyncproof.loop`", "how-the-loop-works"),
        "asyncproof.core": ("`asyncproof.core`", "how-the-loop-works"),
    },
)
KIT = Page(
    "`asyncproof.kit`",
    "What tests of whole applications need: apps in the test's own loop, databases, servers.",
    ("asyncproof.kit",),
    {
        "asyncproof.kit.apps": ("Apps", "apps"),
        "asyncproof.kit.databases": ("Databases", "databases"),
        "asyncproof.kit.servers": ("Servers", "databases"),
    },
)
STUB = Page(
    "`asyncproof.stub`",
    "The hosts that a test plays: what the fixture `net` gives, and what it is told.",
    ("asyncproof.stub",),
    {
        "asyncproof.stub.websockets": ("WebSockets", "websockets"),
        "asyncproof.stub": ("Hosts", "stub"),
    },
)


def names_page(page: Page) -> str:
    """Make a page."""
    lines = [f"# {page.title}", "", page.intro, ""]
    left = names_of(page)
    for start, (title, more) in page.parts.items():
        here = {name: value for name, value in left.items() if home_of(value).startswith(start)}
        left = {name: value for name, value in left.items() if name not in here}
        lines += [f"## {title}", "", f"To read: [{more.removesuffix('/index')}](../{more}.md).", ""]
        for name, value in sorted(here.items(), key=lambda one: one[0].lower()):
            lines += told_of(name, value)
    if left:
        raise SystemExit(f"tools/reference/names.py has no part for {', '.join(left)}")
    return "\n".join(lines)


def names_of(page: Page) -> dict[str, Any]:
    """Return the names of a page with what they mean: of parts, what the package itself does not offer."""
    found: dict[str, Any] = {}
    for module in map(import_module, page.modules):
        found |= {name: getattr(module, name) for name in module.__all__ if not name.startswith("_")}
    if page is not PARTS:
        return found
    own = import_module(OWN.modules[0]).__all__
    return {name: value for name, value in found.items() if name not in own and is_documented(value)}


def is_documented(value: Any) -> bool:
    """Tell whether something has a docstring of its own: constants and names for types have none."""
    return (inspect.isclass(value) or inspect.isfunction(value)) and home_of(value).startswith("asyncproof")


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
        yield from (f"A subclass of `{base_of(cls)}`.", "")
    elif "__init__" not in internal and not getattr(cls, "_is_protocol", False) and not issubclass(cls, Enum):
        yield from block(made_by(name, cls))
    yield from text_of(cls)
    if issubclass(cls, Enum):
        yield from (f"- `{one.name}`: `{one.value!r}`" for one in cls)
    if dataclasses.is_dataclass(cls):
        yield from table(("field", "default", "what it is"), fields_of(cls))
    for method, node in members(cls):
        if node.name not in internal:
            yield f"- `{shown(node, method)}`:"
            yield from (f"  {line}".rstrip() for line in markdown(inspect.getdoc(method) or ""))
    yield ""


def base_of(cls: type[Any]) -> str:
    """Name the nearest class that a user can name, too."""
    known = {name for page in (OWN, PARTS, KIT, STUB) for name in names_of(page)}
    return next(
        base.__name__ for base in cls.__mro__[1:] if base.__name__ in known or base.__module__ == "builtins"
    )


def made_by(name: str, cls: type[Any]) -> str:
    """Write the call that makes an object of a class."""
    if dataclasses.is_dataclass(cls):
        given = ", ".join(field.name for field in dataclasses.fields(cls) if field.name[0] != "_")
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
