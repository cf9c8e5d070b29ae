"""What a rule found: where, what and how to mend it, all plain data that a cache can keep."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import ast

    from asyncproof.core import Severity


class Confidence(str, Enum):
    """How sure a rule is of a hit: `CERTAIN` needs no look at the code, `LIKELY` deserves one."""

    CERTAIN = "certain"
    LIKELY = "likely"


class Span(NamedTuple):
    """A stretch of source: lines from 1, columns in bytes of UTF-8 from 0, as the syntax tree has them."""

    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def of(cls, node: ast.expr | ast.stmt | ast.arg | ast.excepthandler | ast.keyword) -> Span:
        """Return where a node stands."""
        return cls(
            node.lineno,
            node.col_offset,
            node.end_lineno or node.lineno,
            node.end_col_offset or node.col_offset,
        )


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement in the source; an empty stretch inserts."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that mends one hit: all of it or nothing."""

    title: str
    edits: tuple[Edit, ...]
    imports: tuple[str, ...] = ()
    """Statements such as `import asyncio` that have to be there."""
    safe: bool = False
    """Whether it changes nothing but what is wrong, so that nobody has to look."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains a hit, as where the coroutine function is defined."""

    path: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One finding of a rule in one file."""

    rule: str
    path: str
    span: Span
    message: str
    cure: str
    severity: Severity
    confidence: Confidence = Confidence.CERTAIN
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
