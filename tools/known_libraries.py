"""Makes `asyncproof/check/known/libraries`: what `asyncproof check` knows of libraries that are not at hand.

Of each class and function below only names are kept, whether they are async, and what they give where that is
one of them. It looks at the packages that are installed where it runs, and leaves the others' tables alone:

    python -m tools.known_libraries [--check]
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import sys
import textwrap
from functools import partial
from pathlib import Path
from typing import Any

from tools.library_names import BASES, GIVES, LIBRARIES, OTHERS, TEXTS

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "src/asyncproof/check/known/libraries"
SPECIAL = (
    *("__aenter__", "__aexit__", "__aiter__", "__anext__", "__await__", "__call__"),
    *("__enter__", "__exit__", "__iter__", "__next__"),
)
_PLAIN = {
    "None",
    "str",
    "int",
    "float",
    "bool",
    "bytes",
    "Self",
    "AsyncIterator",
    "AsyncGenerator",
    "Awaitable",
}
_PLAIN |= {"Coroutine", "Iterator", "Any", "AbstractAsyncContextManager", "AsyncContextManager"}


class Book:
    """The classes and functions that are kept, and the modules that they are written to."""

    def __init__(self, top: str) -> None:
        """Gather what is kept of one package."""
        self.top = top
        self.homes: dict[str, dict[str, Any]] = {}
        """What is defined in a module."""
        self.aliases: dict[str, dict[str, str]] = {}
        """What a module has from others: a name, and where it is defined."""
        self.writing = ""
        """The module that is being written."""
        self.extra: set[str] = set()
        """What it has to import for its bases."""
        for module, names in LIBRARIES.items():
            if module.partition(".")[0] == top:
                loaded = importlib.import_module(module)
                for name in names:
                    self._take(module, name, getattr(loaded, name))

    def _take(self, module: str, name: str, value: Any) -> None:
        home = _home_of(value, module)
        own = value.__name__ if inspect.isclass(value) or inspect.isfunction(value) else name
        self.homes.setdefault(home, {})[own] = value
        if (home, own) != (module, name):
            self.aliases.setdefault(module, {})[name] = f"{home}.{own}"
        if inspect.isclass(value):
            for base in value.__bases__:
                if base.__module__.partition(".")[0] == self.top:
                    self._take(base.__module__, base.__name__, base)

    def home_of(self, name: str, module: str) -> str | None:
        """Return the module of a class that is kept, as it is meant in a module; None if nobody can tell."""
        homes = {
            home: things[name] for home, things in self.homes.items() if inspect.isclass(things.get(name))
        }
        meant = vars(sys.modules[module]).get(name)
        if meant is not None:
            return next((home for home, value in homes.items() if value is meant), None)
        near = [home for home in homes if home.rpartition(".")[0] == module.rpartition(".")[0]]
        found = near or list(homes)
        return found[0] if len(found) == 1 else None

    def texts(self) -> dict[str, str]:
        """Return the text of each stub by its path."""
        modules = {*self.homes, *self.aliases}
        packages = {
            ".".join(name.split(".")[:number]) for name in modules for number in range(1, name.count(".") + 1)
        }
        found = {}
        for module in sorted(modules | packages):
            is_package = module in packages or hasattr(importlib.import_module(module), "__path__")
            path = module.replace(".", "/") + ("/__init__.pyi" if is_package else ".pyi")
            found[path] = self._text(module)
        return found

    def _text(self, module: str) -> str:
        body: list[str] = []
        self.writing, self.extra = module, set()
        things = self.homes.get(module, {})
        for name, value in _in_order(things):
            body += _class_text(self, name, value) if inspect.isclass(value) else [self._thing(name, value)]
        body += [TEXTS[module]] if module in TEXTS else []
        text = "\n".join(body)
        lines = [f"# Made by tools/known_libraries.py: what is async in {module}."]
        for word, source in _IMPORTS.items():
            if re.search(rf"\b{word}\b", text):
                lines.append(f"from {source} import {word}")
        for name in sorted({name for things in self.homes.values() for name in things}):
            home = self.home_of(name, module)
            if home not in {None, module} and re.search(rf"\b{name}\b", text):
                lines.append(f"from {home} import {name}")
        lines += sorted(self.extra.difference(lines))
        for name, full in sorted(self.aliases.get(module, {}).items()):
            home, _, own = full.rpartition(".")
            lines.append(f"from {home} import {own} as {name}")
        return "\n".join([*lines, *([""] if body else []), *body]) + "\n"

    def _thing(self, name: str, value: Any) -> str:
        """Return the text of a function, or of an object that a module has."""
        if callable(value) and not type(value).__module__.startswith(self.top):
            return _function_text(self, name, value, f"{_home_of(value, '')}.{name}", "*args, **kwargs")
        return f"{name}: Any"


_IMPORTS = {
    "Any": "typing",
    "Self": "typing",
    "AsyncIterator": "collections.abc",
    "AsyncGenerator": "collections.abc",
    "Awaitable": "collections.abc",
    "Coroutine": "collections.abc",
    "Iterator": "collections.abc",
    "Generator": "collections.abc",
    "AbstractAsyncContextManager": "contextlib",
    "AsyncContextManager": "typing",
    "asynccontextmanager": "contextlib",
    "contextmanager": "contextlib",
}


def _home_of(value: Any, default: str) -> str:
    """Return the module in whose file something is defined."""
    if not (inspect.isclass(value) or inspect.isfunction(value)):
        return default
    named = str(value.__module__)
    return _by_file(value, named) if inspect.isclass(value) else named


def _by_file(value: type, named: str) -> str:
    """Return the real module of a class that says it is of its package, as those of trio and anyio do."""
    for module in list(sys.modules.values()):
        name = getattr(module, "__name__", "")
        if name.startswith(named.partition(".")[0]) and vars(module).get(value.__name__) is value:
            file = getattr(module, "__file__", None)
            if file and file.endswith(".py") and _defines(file, value.__name__):
                return name
    return named


def _defines(file: str, name: str) -> bool:
    return re.search(rf"^\s*class {name}\b", Path(file).read_text("utf-8"), re.MULTILINE) is not None


def _in_order(things: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return classes after their bases, then functions."""

    def rank(item: tuple[str, Any]) -> tuple[int, int, str]:
        is_class = inspect.isclass(item[1])
        return (0 if is_class else 1, len(item[1].__mro__) if is_class else 0, item[0])

    return sorted(things.items(), key=rank)


def _bases(book: Book, value: type) -> list[tuple[str, str]]:
    """Return what a class is made from, by modules and names."""
    full = f"{_home_of(value, '')}.{value.__name__}"
    if full in BASES:
        return list(BASES[full])
    found = []
    for base in value.__bases__:
        home = _home_of(base, "")
        if base is object or base.__module__ in {"typing", "abc", "collections.abc"}:
            continue
        if base.__name__ in book.homes.get(home, {}) or f"{home}.{base.__name__}" in OTHERS:
            found.append((home, base.__name__))
        elif base.__module__ == "unittest.async_case":
            found.append(("unittest", base.__name__))
        else:
            found.append(("", "Elsewhere"))  # which is defined nowhere, so that nobody believes to know it
    return found


def _class_text(book: Book, name: str, value: type) -> list[str]:
    bases = []
    for home, base in _bases(book, value):
        spelled = f"_{base}" if base == name else base
        bases.append(spelled)
        if home and home != book.writing:
            book.extra.add(f"from {home} import {base}" + (f" as {spelled}" if spelled != base else ""))
    lines = [f"class {name}({', '.join(bases)}):" if bases else f"class {name}:"]
    for member, raw in sorted(vars(value).items()):
        if member.startswith("_") and member not in SPECIAL:
            continue
        text = _member_text(book, value, member, raw)
        if text:
            lines.append(textwrap.indent(text, "    "))
    if f"{book.writing}.{name}" == "redis.asyncio.client.Redis":
        lines += [
            f"    def {one}(self, *args, **kwargs) -> Coroutine[Any, Any, Any]: ..."
            for one in _commands(value)
        ]
    return lines if len(lines) > 1 else [f"{lines[0]} ..."]


def _commands(value: type) -> list[str]:
    """Return the commands of a client that all give what its async `execute_command` gives."""
    found = []
    for name in dir(value):
        method = getattr(value, name)
        if inspect.isfunction(method) and not name.startswith("_") and name not in vars(value):
            returns = re.findall(r"^\s+return (\S+)", inspect.getsource(method), re.MULTILINE)
            if returns and all(one.startswith("self.execute_command(") for one in returns):
                found.append(name)
    return found


def _member_text(book: Book, owner: type, name: str, raw: Any) -> str:
    full = f"{_home_of(owner, '')}.{owner.__name__}.{name}"
    if isinstance(raw, property) or type(raw).__name__ in {"cached_property", "ro_memoized_property"}:
        function = getattr(raw, "fget", None) or getattr(raw, "func", None)
        return f"@property\ndef {name}(self) -> {_given(book, full, function)}: ..."
    mark, receiver = "", "self, "
    if isinstance(raw, staticmethod):
        mark, receiver, raw = "@staticmethod\n", "", raw.__func__
    elif isinstance(raw, classmethod):
        mark, receiver, raw = "@classmethod\n", "cls, ", raw.__func__
    if not callable(raw) or inspect.isclass(raw):
        return ""
    return mark + _function_text(book, name, raw, full, f"{receiver}*args, **kwargs")


def _function_text(book: Book, name: str, value: Any, full: str, parameters: str) -> str:
    inner = inspect.unwrap(value) if callable(value) else value
    inner = inner.func if isinstance(inner, partial) else inner
    given = _given(book, full, inner)
    if inner is not value and inspect.isasyncgenfunction(inner) and not inspect.isasyncgenfunction(value):
        return (
            f"@asynccontextmanager\nasync def {name}({parameters}) -> {_items(given, 'AsyncIterator')}: ..."
        )
    if inner is not value and inspect.isgeneratorfunction(inner):
        return f"@contextmanager\ndef {name}({parameters}) -> {_items(given, 'Iterator')}: ..."
    if inspect.isasyncgenfunction(inner):
        return f"def {name}({parameters}) -> {_items(given, 'AsyncIterator')}: ..."
    is_async = inspect.iscoroutinefunction(value)
    if inspect.iscoroutinefunction(inner) and not is_async:
        given = GIVES.get(full, "Any")  # a decorator has made something else of it
    if getattr(value, "is_async_method", False):
        given = f"Awaitable[{given}]"
    return f"{'async ' if is_async else ''}def {name}({parameters}) -> {given}: ..."


def _items(given: str, kind: str) -> str:
    return given if "Iterator[" in given or "AsyncGenerator[" in given else f"{kind}[Any]"


def _given(book: Book, full: str, function: Any) -> str:
    """Return what a function says that it gives, if that is one of the things that are kept."""
    if full in GIVES:
        return GIVES[full]
    annotation = getattr(function, "__annotations__", {}).get("return", "Any")
    text = annotation if isinstance(annotation, str) else _spelled(annotation)
    return _reduced_text(text, book)


def _spelled(annotation: Any) -> str:
    if annotation is None:
        return "None"
    return annotation.__name__ if inspect.isclass(annotation) else str(annotation)


def _reduced_text(text: str, book: Book) -> str:
    try:
        return _reduced(ast.parse(text, mode="eval").body, book)
    except SyntaxError:
        return "Any"


def _reduced(node: ast.expr, book: Book) -> str:
    """Return an annotation with nothing in it but what is kept."""
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    if name in _PLAIN or book.home_of(name, book.writing):
        return name
    if isinstance(node, ast.Constant) and node.value is None:
        return "None"
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _reduced_text(node.value, book)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        sides = [_reduced(node.left, book), _reduced(node.right, book)]
        return "Any" if "Any" in sides else " | ".join(sides)
    return _reduced_generic(node, book) if isinstance(node, ast.Subscript) else "Any"


def _reduced_generic(node: ast.Subscript, book: Book) -> str:
    base = _reduced(node.value, book)
    if base == "Any" or book.home_of(base, book.writing):
        return base
    inside = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    return f"{base}[{', '.join(_reduced(one, book) for one in inside)}]"


def stubs() -> tuple[dict[str, str], set[str]]:
    """Return the text of each stub by its path, and the packages that they are of."""
    found: dict[str, str] = {}
    here = set()
    for top in sorted({name.partition(".")[0] for name in LIBRARIES}):
        try:
            book = Book(top)
        except ImportError:
            continue
        here.add(top)
        found |= book.texts()
    return found, here


def main(arguments: list[str]) -> int:
    """Write the stubs of what is installed, or with --check say which are out of date."""
    texts, here = stubs()
    wanted = {TARGET / name: text for name, text in texts.items()}
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    extra = [path for top in here for path in (TARGET / top).rglob("*.pyi") if path not in wanted]
    if "--check" in arguments:
        for path in (*stale, *extra):
            print(f"{path.relative_to(ROOT)} is out of date: run python -m tools.known_libraries")
        return 1 if stale or extra else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], "utf-8")
    for path in extra:
        path.unlink()
    print(f"{len(wanted)} stubs of {len(here)} packages, {len(stale)} written, {len(extra)} removed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
