"""Reads which distributions a project says it needs, in every place where projects say it."""

from __future__ import annotations

import ast
import os
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from asyncproof.check.reading.toml import table_of, toml_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_REQUIREMENT = re.compile(
    r"\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(?:\(?\s*([^;#@\s)][^;#@)]*))?"
)
_LOCKED = re.compile(r"^\[\[package\]\]\s*\nname = \"([^\"]+)\"\s*\nversion = \"([^\"]+)\"", re.MULTILINE)
_LOCKS = ("uv.lock", "poetry.lock", "pdm.lock", "pylock.toml")
_CALL_IN_NOX = re.compile(r"install\(([^)]*)\)")
_STRING = re.compile(r"[\"']([^\"']+)[\"']")

Requirements = dict[str, str]
"""What is asked for of each distribution, as `>=1.2`; empty where any version will do."""


@lru_cache(maxsize=1024)
def normal(name: str) -> str:
    """Return the one spelling that stands for all spellings of a distribution's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_requirements(folder: str, names: set[str]) -> tuple[Requirements, str | None]:
    """Return what the files in a folder ask for, and which Pythons the project is for."""
    found: Requirements = {}
    python: str | None = None
    if "pyproject.toml" in names:
        document = _document(os.path.join(folder, "pyproject.toml"))
        _add(found, _in_pyproject(document))
        python = _python_of(document)
    if "setup.cfg" in names:
        lines, cfg_python = _in_setup_cfg(os.path.join(folder, "setup.cfg"))
        _add(found, lines)
        python = python or cfg_python
    if "setup.py" in names:
        lines, py_python = _in_setup_py(os.path.join(folder, "setup.py"))
        _add(found, lines)
        python = python or py_python
    for path in _lists(folder, names):
        _add(found, _text(path).splitlines())
    return found, python


def read_lock(folder: str, names: set[str]) -> dict[str, str] | None:
    """Return the versions in a lock file, None if there is none; parsing it as TOML would take a second."""
    for name in _LOCKS:
        if name in names:
            text = (
                _text(os.path.join(folder, name)).replace("\r\n", "\n").replace("[[packages]]", "[[package]]")
            )
            return {normal(package): version for package, version in _LOCKED.findall(text)}
    return None


def _add(found: Requirements, lines: Iterable[str]) -> None:
    for line in lines:
        if line.lstrip().startswith(("-", "#")):
            continue
        match = _REQUIREMENT.match(line)
        if match is not None:
            name = normal(match[1])
            found[name] = found.get(name) or (match[2] or "").strip()


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _document(path: str) -> dict[str, Any]:
    try:
        return toml_document(_text(path))
    except (ValueError, RecursionError):
        return {}


def _strings(value: object) -> Iterator[str]:
    """Yield the strings in a list, or in the lists of a table."""
    lists = value.values() if isinstance(value, dict) else (value,)
    for one in lists:
        if isinstance(one, list):
            yield from (text for text in one if isinstance(text, str))


def _in_pyproject(document: dict[str, Any]) -> Iterator[str]:
    project = table_of(document, "project")
    tool = table_of(document, "tool")
    names = (project.get("name"), table_of(tool, "poetry").get("name"))
    yield from (name for name in names if isinstance(name, str))  # its tests run with itself
    yield from _strings(project.get("dependencies"))
    yield from _strings(table_of(project, "optional-dependencies"))
    yield from _strings(table_of(document, "dependency-groups"))
    yield from _strings(table_of(tool, "uv").get("dev-dependencies"))
    yield from _strings(table_of(tool, "pdm").get("dev-dependencies"))
    for environment in table_of(tool, "hatch", "envs").values():
        for key in ("dependencies", "extra-dependencies"):
            yield from _strings(table_of({"it": environment}, "it").get(key))
    poetry = table_of(tool, "poetry")
    groups = [table_of({"it": group}, "it", "dependencies") for group in table_of(poetry, "group").values()]
    for table in (table_of(poetry, "dependencies"), table_of(poetry, "dev-dependencies"), *groups):
        for name, wanted in table.items():
            version = wanted if isinstance(wanted, str) else table_of({"it": wanted}, "it").get("version", "")
            yield f"{name} {'' if version == '*' else version}"


def _python_of(document: dict[str, Any]) -> str | None:
    said = table_of(document, "project").get("requires-python")
    said = said or table_of(document, "tool", "poetry", "dependencies").get("python")
    return said if isinstance(said, str) else None


def _in_setup_cfg(path: str) -> tuple[list[str], str | None]:
    text = _text(path)
    if not text:
        return [], None
    import configparser  # noqa: PLC0415 - few projects still have such a file

    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(text)
    except (configparser.Error, ValueError):
        return [], None
    options = dict(parser["options"]) if "options" in parser else {}
    extras = dict(parser["options.extras_require"]) if "options.extras_require" in parser else {}
    name = parser["metadata"].get("name", "") if "metadata" in parser else ""
    texts = [name, options.get("install_requires", ""), options.get("tests_require", ""), *extras.values()]
    return [line for text in texts for line in re.split(r"[\n;]", text)], options.get("python_requires")


def _in_setup_py(path: str) -> tuple[list[str], str | None]:
    """Read what is written there as it stands: nothing is run."""
    found: list[str] = []
    python: str | None = None
    try:
        tree = ast.parse(_text(path))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return found, python
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.keyword)
            and node.arg == "python_requires"
            and isinstance(node.value, ast.Constant)
        ):
            python = str(node.value.value)
        elif isinstance(node, ast.List | ast.Tuple):
            found += [
                one.value for one in node.elts if isinstance(one, ast.Constant) and isinstance(one.value, str)
            ]
    return found, python


def _lists(folder: str, names: set[str]) -> Iterator[str]:
    """Yield the files that hold one requirement a line."""
    for name in sorted(names):
        if "requirements" in name and name.endswith((".txt", ".in")):
            yield os.path.join(folder, name)
        elif name == "requirements":
            try:
                inside = sorted(os.listdir(os.path.join(folder, name)))
            except OSError:
                continue
            yield from (os.path.join(folder, name, one) for one in inside if one.endswith((".txt", ".in")))
