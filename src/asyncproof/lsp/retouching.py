"""After a change inside of one function: that alone is read and checked again, and the rest is moved."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.looked import Looked, Swap
from asyncproof.check.reading.parsing import parse
from asyncproof.check.reading.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.check.checker import Checker
    from asyncproof.check.hit import Hit, Span
    from asyncproof.check.linking import Module
    from asyncproof.check.reading.trouble import Trouble

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Change(NamedTuple):
    """The lines that differ between two texts: first and last of the old, and how many more there are."""

    first: int
    last: int
    more: int


class Part(NamedTuple):
    """A definition at the top of a module, and the lines up to the next statement."""

    number: int
    node: ast.stmt
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Retouched:
    """What there is in a file now, and what the next change is to be compared with."""

    now: Looked
    kept: Looked
    is_all: bool = True
    """Whether nothing else is to be looked at again."""


def retouched(checker: Checker, looked: Looked, source: Source) -> Retouched | None:
    """Check what has changed; None if all of the file has to be looked at."""
    change = change_between(looked.source.lines, source.lines)
    part = _part_around(looked, change)
    read = None if part is None or looked.troubles else _read(source, part, change)
    swap = None if part is None or read is None else Swap(looked.module, part.node, read[0])
    if part is None or read is None or swap is None or not swap.is_possible:
        return None
    node, troubles = read
    if not troubles and not swap.is_unseen:
        return None
    body = looked.tree.body
    tree = ast.Module([*body[: part.number], node, *body[part.number + 1 :]], looked.tree.type_ignores)
    swap.make()
    now = replace(looked, source=source, tree=tree, troubles=troubles)
    now.hits = checker.look_at_parts(now, [node])
    now.hits += [moved(hit, part.end, change.more) for hit in looked.hits if not _is_in(hit, part)]
    if troubles:  # half a line is typed: what was whole is kept, for other files and for the next change
        swap.take_back()
        return Retouched(now, looked)
    is_all = not change.more and not swap.is_felt
    _move(body[part.number + 1 :], looked.module, part.end, change.more)
    return Retouched(now, now, is_all)


def change_between(old: Sequence[str], new: Sequence[str]) -> Change:
    """Return which lines differ."""
    same, most = 0, min(len(old), len(new))
    while same < most and old[same] == new[same]:
        same += 1
    rest = 0
    while rest < most - same and old[-1 - rest] == new[-1 - rest]:
        rest += 1
    return Change(same + 1, len(old) - rest, len(new) - len(old))


def _part_around(looked: Looked, change: Change) -> Part | None:
    """Return the definition that all the lines of a change are in, behind the line with its name."""
    body = looked.tree.body
    for number, node in enumerate(body):
        end = begin_of(body[number + 1]) - 1 if number + 1 < len(body) else len(looked.source.lines)
        if change.first <= end + 1 and change.last <= end and change.first > node.lineno:
            if isinstance(node, _DEFINITIONS) and end >= node.lineno:
                return Part(number, node, begin_of(node), end)
            return None
    return None


def begin_of(node: ast.stmt) -> int:
    """Return the line on which a statement begins, its decorators counted."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _read(source: Source, part: Part, change: Change) -> tuple[ast.stmt, list[Trouble]] | None:
    """Parse the lines of a part as they stand, below as many empty ones as there are lines above them."""
    text = "\n" * (part.begin - 1) + "".join(source.lines[part.begin - 1 : part.end + change.more])
    parsed = parse(Source(source.path, text.encode("utf-8", "surrogatepass"), text))
    if parsed.tree is None or len(parsed.tree.body) != 1:
        return None
    node = parsed.tree.body[0]
    return (node, list(parsed.troubles)) if type(node) is type(part.node) else None


def _is_in(hit: Hit, part: Part) -> bool:
    return part.begin <= hit.span.line <= part.end


def moved(hit: Hit, end: int, more: int) -> Hit:
    """Return a hit as it is after lines were put in or taken out behind a line."""
    if not more:
        return hit
    related = tuple(
        replace(one, span=_span_moved(one.span, end, more)) if one.path == hit.path else one
        for one in hit.related
    )
    fix = hit.fix
    if fix is not None:
        edits = tuple(replace(edit, span=_span_moved(edit.span, end, more)) for edit in fix.edits)
        fix = replace(fix, edits=edits)
    return replace(hit, span=_span_moved(hit.span, end, more), related=related, fix=fix)


def _span_moved(span: Span, end: int, more: int) -> Span:
    if span.line <= end:
        return span
    return span._replace(line=span.line + more, end_line=span.end_line + more)


def _move(nodes: Sequence[ast.stmt], module: Module, end: int, more: int) -> None:
    """Move what is known of the definitions below: where each begins and ends, not what is in it."""
    if not more:
        return
    for node in nodes:
        for one in (node, *getattr(node, "decorator_list", ())):
            one.lineno += more
            one.end_lineno = (one.end_lineno or one.lineno) + more
    bindings = module.facts.bindings
    for name, every in bindings.items():
        bindings[name] = tuple(
            one._replace(at=(one.at[0] + more, one.at[1])) if one.at[0] > end else one for one in every
        )
    module.known_scope = None
