"""Makes `asyncproof/check/known/stubs`: what `asyncproof check` knows of the standard library, from typeshed.

Of each stub only the names, the parameters and the annotations are kept, of the newest Python and of Linux;
overloads that agree on being async are one. Run it with a newer mypy, whose wheel brings typeshed along, to
renew them:

    python tools/known_stubs.py [--check]
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import Any

import mypy

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "src/asyncproof/check/known/stubs"
NEWEST = (3, 14)
MODULES = (
    "_asyncio",
    "asyncio/**/*",
    "atexit",
    "concurrent/**/*",
    "contextlib",
    "functools",
    "http/__init__",
    "http/client",
    "pathlib/__init__",
    "queue",
    "signal",
    "socket",
    "sqlite3/__init__",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "unittest/__init__",
    "unittest/async_case",
    "unittest/case",
    "unittest/mock",
    "urllib/__init__",
    "urllib/request",
)
_HEADER = "# From typeshed (Apache License 2.0), shortened by tools/known_stubs.py.\n"


def typeshed() -> Path:
    """Return the folder with the stubs of the standard library."""
    return Path(mypy.__file__).parent / "typeshed" / "stdlib"


def stubs() -> dict[str, str]:
    """Return the text of each stub by its path."""
    source = typeshed()
    found: dict[str, str] = {}
    for pattern in MODULES:
        for path in sorted(source.glob(f"{pattern}.pyi")):
            if "windows" not in path.stem and "proactor" not in path.stem:
                found[str(path.relative_to(source))] = shortened(path.read_text("utf-8"))
    return found


def shortened(text: str) -> str:
    """Return a stub without what no rule asks for."""
    tree = ast.parse(text)
    tree.body = _block(tree.body)
    return f"{_HEADER}{ast.unparse(ast.fix_missing_locations(tree))}\n"


def _block(body: list[ast.stmt]) -> list[ast.stmt]:
    kept: list[ast.stmt] = []
    for statement in body:
        if isinstance(statement, ast.If):
            holds = _holds(statement.test)
            kept += _block(statement.body) if holds is not False else []
            kept += _block(statement.orelse) if holds is not True else []
        elif isinstance(statement, ast.ClassDef):
            statement.body = _block(statement.body) or [ast.Expr(ast.Constant(...))]
            kept.append(statement)
        elif isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            _keep_function(statement, kept)
        elif not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
            kept.append(statement)
    return kept


def _keep_function(function: Any, kept: list[ast.stmt]) -> None:
    function.body = [ast.Expr(ast.Constant(...))]
    overloaded = [mark for mark in function.decorator_list if getattr(mark, "id", "") == "overload"]
    if overloaded:
        function.decorator_list = [mark for mark in function.decorator_list if mark not in overloaded]
        before = kept[-1] if kept else None
        if getattr(before, "name", "") == function.name and type(before) is type(function):
            _agree(before, function)
            return
    kept.append(function)


def _agree(before: Any, function: Any) -> None:
    """Keep of two overloads' results what is certain: nothing, if they differ."""
    written = [None if one.returns is None else ast.unparse(one.returns) for one in (before, function)]
    if written[0] != written[1]:
        before.returns = None


def _holds(test: ast.expr) -> bool | None:
    """Work out a test of version or platform; None if it is none."""
    names = {"sys": sys}
    text = ast.unparse(test)
    if not text.startswith("sys."):
        return None
    text = text.replace("sys.version_info", repr(NEWEST)).replace("sys.platform", repr("linux"))
    try:
        return bool(eval(text, {"__builtins__": {}}, names))  # of typeshed's own tests only
    except Exception:  # noqa: BLE001 - then both branches are kept
        return None


def main(arguments: list[str]) -> int:
    """Write the stubs, or with --check say which are out of date."""
    wanted = {TARGET / name: text for name, text in stubs().items()}
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    extra = [path for path in TARGET.rglob("*.pyi") if path not in wanted]
    if "--check" in arguments:
        for path in (*stale, *extra):
            print(f"{path.relative_to(ROOT)} is out of date: run python tools/known_stubs.py")
        return 1 if stale or extra else 0
    for path in extra:
        path.unlink()
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], "utf-8")
    print(f"{len(wanted)} stubs, {len(stale)} written, {len(extra)} removed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
