"""The files of the project, as the house rules see them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "asyncproof"


def modules() -> list[Path]:
    """List the package's modules."""
    return sorted(PACKAGE.rglob("*.py"))


def python_files() -> list[Path]:
    """List every Python file of the project."""
    folders = [ROOT / name for name in ("src", "tests", "tools", "benchmarks", "examples", "quality")]
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def files_of_tests() -> list[Path]:
    """List the files with tests."""
    return sorted((ROOT / "tests").rglob("test_*.py"))


def module_name(path: Path) -> str:
    """Name the module that a file of the package holds."""
    parts = list(path.relative_to(ROOT / "src").with_suffix("").parts)
    if parts[-1] == "__init__":
        parts.pop()
    return ".".join(parts)


def short(path: Path) -> str:
    """Name a file as a reader would."""
    return path.relative_to(ROOT).as_posix()


@cache
def parse(path: Path) -> ast.Module:
    """Parse a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))
