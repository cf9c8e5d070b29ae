"""Takes out of a tree what is nested too deeply for those who walk it by calling themselves."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.facts.parts import children_of
from asyncproof.check.reading.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.reading.source import Source

MOST_DEPTH = 200
"""How deep a node may be: nobody writes half of this, and a walker gets on with it."""
_SUSPICIOUS = 400
"""As many characters a line must have to hold something deeper than that."""
_BRANCHES = 100
"""As many `elif` a file must have for the same: each is one level deeper than the last."""


def cut_deep(tree: ast.Module, source: Source) -> list[Trouble]:
    """Replace statements that are too deep by `pass`, and tell where they are."""
    has_branches = source.text.count("elif") > _BRANCHES
    has_long_lines = has_branches or len(max(source.text.split("\n"), key=len)) >= _SUSPICIOUS
    if not has_long_lines or not _is_deep(tree):
        return []
    return [
        Trouble(
            source.path,
            cut.lineno,
            f"is more than {MOST_DEPTH} levels deep here, and not looked into",
            "Split it, or exclude the file if it was written by a program.",
            cut.end_lineno,
        )
        for cut in _cut(tree)
    ]


def _is_deep(tree: ast.Module) -> bool:
    """Tell whether there is anything to cut, level by level."""
    level: list[ast.AST] = [tree]
    for _ in range(MOST_DEPTH):
        level = [inner for node in level for inner in children_of(node)]
        if not level:
            return False
    return True


class _Spot(NamedTuple):
    """A node that is still to be looked at, its depth, and the statement of which body it is part of."""

    node: ast.AST
    depth: int
    body: list[ast.stmt]
    place: int
    statement: ast.AST


def _cut(tree: ast.Module) -> list[ast.stmt]:
    """Walk without calling oneself."""
    cut: list[ast.stmt] = []
    stack = [_Spot(tree, 0, [], 0, tree)]
    while stack:
        spot = stack.pop()
        if spot.depth > MOST_DEPTH:
            deep = spot.body[spot.place]
            if deep is spot.statement:  # and not cut already, for another of its parts
                cut.append(deep)
                spot.body[spot.place] = ast.copy_location(ast.Pass(), deep)
            continue
        stack.extend(_inside(spot))
    return _outermost(cut)


def _outermost(cut: list[ast.stmt]) -> list[ast.stmt]:
    told: list[ast.stmt] = []
    for statement in sorted(cut, key=lambda one: (one.lineno, one.col_offset)):
        if not told or (statement.end_lineno or 0) > (told[-1].end_lineno or 0):
            told.append(statement)
    return told


def _inside(spot: _Spot) -> Iterator[_Spot]:
    for _, value in ast.iter_fields(spot.node):
        if isinstance(value, ast.AST):
            yield spot._replace(node=value, depth=spot.depth + 1)
        elif isinstance(value, list):
            for index, child in enumerate(value):
                if isinstance(child, ast.stmt):
                    yield _Spot(child, spot.depth + 1, value, index, child)
                elif isinstance(child, ast.AST):
                    yield spot._replace(node=child, depth=spot.depth + 1)
