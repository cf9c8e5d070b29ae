"""Puts imports into a file that lacks them: each once, where a person would have written it."""

from __future__ import annotations

import ast
import re
import sys
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.hit import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from asyncproof.check.reading.source import Source

_IMPORTS = (ast.Import, ast.ImportFrom)
_LONGEST = 100
"""A list of names that would make a line longer than that gets no more of them."""
_DECLARATION = re.compile(r"#!|#.*?coding[:=]")

Import = ast.Import | ast.ImportFrom


class _Place(NamedTuple):
    """Where lines are put: before a line, with empty lines around them."""

    line: int
    before: str = ""
    after: str = ""


def import_edits(source: Source, tree: ast.Module, statements: Iterable[str]) -> tuple[Edit, ...] | None:
    """Return the edits that bring some import statements into a file; None if there is no place for them."""
    joined: dict[tuple[int, int], list[str]] = {}
    places: dict[int, tuple[_Place, list[str]]] = {}
    for text in sorted(set(statements), key=lambda text: (_key_of_text(text), text)):
        wanted = _parsed(text)
        if any(_says(node, wanted) for node in tree.body):
            continue
        joint = _joint(source, tree, wanted)
        if joint is not None:
            joined.setdefault((joint.span.line, joint.span.column), []).append(joint.text)
            continue
        place = _place(source, tree, wanted)
        if place is None:
            return None
        places.setdefault(place.line, (place, []))[1].append(text)
    return (
        *(Edit(_at(*at), "".join(texts)) for at, texts in joined.items()),
        *(_lines(place, texts) for place, texts in places.values()),
    )


def _parsed(text: str) -> Import:
    (node,) = ast.parse(text).body
    if not isinstance(node, _IMPORTS):
        raise TypeError(f"a fix wants {text!r}, which is no import")
    return node


def _says(node: ast.stmt, wanted: Import) -> bool:
    """Tell whether a statement already does what another one would."""
    if isinstance(node, ast.ImportFrom) and isinstance(wanted, ast.ImportFrom):
        same = (node.module, node.level) == (wanted.module, wanted.level)
        return same and _bound(wanted) <= _bound(node)
    return isinstance(node, ast.Import) and isinstance(wanted, ast.Import) and _bound(wanted) <= _bound(node)


def _bound(node: Import) -> set[tuple[str, str | None]]:
    return {(alias.name, alias.asname) for alias in node.names}


# -- one more name of a statement that is there --


def _joint(source: Source, tree: ast.Module, wanted: Import) -> Edit | None:
    """Return how a name joins a `from x import y` that is there."""
    if not isinstance(wanted, ast.ImportFrom) or len(wanted.names) != 1:
        return None
    for node in tree.body:
        if (
            isinstance(node, ast.ImportFrom)
            and (node.module, node.level) == (wanted.module, wanted.level)
            and node.names[0].name != "*"
            and (node.lineno == _end(node) or "(" in source.line(node.lineno))
        ):
            edit = _beside(source, node.names, wanted.names[0].name)
            if len(source.line(edit.span.line)) + len(edit.text) <= _LONGEST or "\n" in edit.text:
                return edit
    return None


def _beside(source: Source, names: Sequence[ast.alias], name: str) -> Edit:
    """Write a name before the first that comes after it in the order of names, or behind the last."""
    for alias in names:
        if _key_of_name(name) < _key_of_name(alias.name):
            break
    else:
        alias = names[-1]
        at = _at(alias.end_lineno or alias.lineno, alias.end_col_offset or 0)
        return Edit(at, f",\n{_indent(source, alias)}{name}" if _is_first(source, alias) else f", {name}")
    at = _at(alias.lineno, alias.col_offset)
    return Edit(at, f"{name},\n{_indent(source, alias)}" if _is_first(source, alias) else f"{name}, ")


def _is_first(source: Source, alias: ast.alias) -> bool:
    return not _indent(source, alias).strip()


def _indent(source: Source, alias: ast.alias) -> str:
    line = source.line(alias.lineno)
    return line[: source.character(alias.lineno, alias.col_offset)]


def _key_of_name(name: str) -> tuple[int, str]:
    """Order names as isort does: constants, then classes, then the rest."""
    return (0 if name.isupper() else 1 if name[:1].isupper() else 2), name


# -- a statement of its own --


def _place(source: Source, tree: ast.Module, wanted: Import) -> _Place | None:
    top = [node for node in tree.body if not _is_docstring(node, tree)]
    future = [node for node in top if _section(node) == 0]
    rest = top[len(future) :]
    block = _first_block(rest)
    if block:
        place = _among(block, wanted)
    elif len(rest) < len(tree.body):
        place = _apart(source, _end(tree.body[len(tree.body) - len(rest) - 1]) + 1, before="\n")
    else:
        place = _at_top(source)
    inside = any(node.lineno < place.line <= _end(node) for node in tree.body)
    return None if inside or place.line > len(source.lines) else place


def _is_docstring(node: ast.stmt, tree: ast.Module) -> bool:
    return (
        node is tree.body[0]
        and isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _first_block(body: Sequence[ast.stmt]) -> list[Import]:
    block: list[Import] = []
    for node in body:
        if not isinstance(node, _IMPORTS):
            break
        block.append(node)
    return block


def _among(block: Sequence[Import], wanted: Import) -> _Place:
    """Find the place in a block of imports: among those of its section, in their order."""
    before = [node for node in block if _key(node) < _key(wanted)]
    after = next((node for node in block if _key(node) > _key(wanted)), None)
    if before and (_section(before[-1]) == _section(wanted) or after is None):
        apart = _section(before[-1]) != _section(wanted)
        return _Place(_end(before[-1]) + 1, before="\n" if apart else "")
    if after is None:  # the same module again, under another name
        return _Place(_end(block[-1]) + 1)
    return _Place(after.lineno, after="\n" if _section(after) != _section(wanted) else "")


def _key_of_text(text: str) -> tuple[int, bool, str]:
    return _key(_parsed(text))


def _key(node: Import) -> tuple[int, bool, str]:
    return _section(node), isinstance(node, ast.ImportFrom), _module(node).lower()


def _section(node: ast.stmt) -> int:
    """Return 0 for `__future__`, 1 for the standard library, 2 for others, 3 for relative ones; 9 if none."""
    if not isinstance(node, _IMPORTS):
        return 9
    if isinstance(node, ast.ImportFrom) and node.level:
        return 3
    top = _module(node).partition(".")[0]
    if top == "__future__":
        return 0
    return 1 if top in sys.stdlib_module_names else 2


def _module(node: Import) -> str:
    return (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name


def _at_top(source: Source) -> _Place:
    """Find the place in a file that begins with code: behind the comments about the whole file."""
    count = 0
    while source.line(count + 1).startswith("#"):
        count += 1
    if count and not source.line(count + 1).strip():
        return _apart(source, count + 2)
    while count and not _DECLARATION.match(source.line(count)):
        count -= 1
    return _apart(source, count + 1)


def _apart(source: Source, line: int, before: str = "") -> _Place:
    """Return a place with as many empty lines behind it as what follows should have."""
    blank = 0
    while line + blank < len(source.lines) and not source.line(line + blank).strip():
        blank += 1
    wanted = 2 if source.line(line + blank).startswith(("def ", "async ", "class ", "@", "#")) else 1
    return _Place(line, before, "\n" * max(0, wanted - blank))


def _lines(place: _Place, texts: Sequence[str]) -> Edit:
    body, section = "", None
    for text in texts:
        body += "\n" if section not in {None, _key_of_text(text)[0]} else ""
        body, section = f"{body}{text}\n", _key_of_text(text)[0]
    return Edit(_at(place.line, 0), f"{place.before}{body}{place.after}")


def _end(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


def _at(line: int, column: int) -> Span:
    return Span(line, column, line, column)
