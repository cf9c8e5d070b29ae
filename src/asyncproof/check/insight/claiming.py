"""What makes a test fail if something is wrong: assertions of all forms, and calls that may hold them."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.insight.suspending import own_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPEAKING = re.compile(
    r"(?i)(?:^|_)(?:_*assert|check|compare|ensure|expect|fail|match|must|raises|should|skip|snapshot|test|valid"
    r"|verif|wait_for|wait_until|warns|xfail)|assert|importorskip|(?:^|_)run_and|(?:^|_)(?:fail_after|timeout)"
)
"""Names of functions that fail where something is not as it should be."""


def claims(node: ast.AST) -> bool:
    """Tell whether a node itself is an assertion, or a call that is likely to make one."""
    if isinstance(node, (ast.Assert, ast.Raise)):
        return True
    return isinstance(node, ast.Call) and bool(_SPEAKING.search(name_of(node.func)))


def claims_in(body: Iterable[ast.AST]) -> bool:
    """Tell whether somewhere in some nodes something is asserted, also in functions that they define."""
    return any(claims(node) for one in body for node in ast.walk(one))


def assertions_in(body: Iterable[ast.AST]) -> list[ast.AST]:
    """Return what raises `AssertionError` in some nodes themselves if something is wrong."""
    return [node for node in own_nodes(body) if _asserts(node)]


def _asserts(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return True
    if isinstance(node, ast.Raise):
        error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        return error is not None and name_of(error) == "AssertionError"
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    is_own = isinstance(node.func.value, ast.Name) and node.func.value.id == "self"
    return node.func.attr.startswith("assert_") or (
        is_own and (node.func.attr.startswith("assert") or node.func.attr == "fail")
    )


def name_of(node: ast.expr) -> str:
    """Return the last name of a function or class."""
    return last_name(node)
