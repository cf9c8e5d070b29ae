"""Reports a call that blocks the event loop, for the rules that each look at one kind of them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.insight.blocking.looking import blocking_call

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.hit import Fix
    from asyncproof.check.insight.blocking.known import Kind
    from asyncproof.check.rule import Rule
    from asyncproof.core import Severity


def tell(
    rule: Rule,
    node: ast.Call,
    here: Here,
    kind: Kind,
    *,
    cure: str,
    fix: Fix | None = None,
    severity: Severity | None = None,
) -> None:
    """Report a call, if it blocks in this way."""
    if blocking_call(node, here, kind) is None:
        return
    here.report(
        rule,
        node,
        f"`{ast.unparse(node.func)}()` blocks the event loop: until it is done no other task runs,"
        " and no timeout ends it",
        cure=cure,
        fix=fix,
        severity=severity,
    )
