"""Projects written to disk for a test, and what check makes of the expressions in them."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from asyncproof.check.checker import Checker
from asyncproof.check.facts import term_of
from asyncproof.check.linking import (
    AsyncGenerator,
    Awaitable,
    Callback,
    ClassValue,
    Coroutine,
    Foreign,
    ForeignInstance,
    FunctionValue,
    Generator,
    Instance,
    Items,
    LambdaValue,
    Manager,
    MockValue,
    ModuleValue,
    Plain,
    Value,
)
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    import ast

    from asyncproof.check.here import Here

AnyRule = TypeVar("AnyRule", bound=Rule)


def write(root: Path, files: dict[str, str]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"), "utf-8")


class Reveal(Rule):
    """Notes what stands in a call of `reveal`."""

    code = "AP998"
    name = "reveal"

    def __init__(self) -> None:
        self.seen: list[str] = []

    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Note the value of the argument."""
        if getattr(node.func, "id", "") == "reveal":
            at = node.args[0].lineno, node.args[0].col_offset
            value = here.evaluator.value(term_of(node.args[0]), here.scope, at, here.path)
            assert here.written(node.args[0]) == value  # node by node it comes to the same
            self.seen.append(describe(value))


def revealed(root: Path, files: dict[str, str], *names: str) -> list[str]:
    """Return what is known of the arguments of all `reveal(...)` in some files, or in the last one."""
    return check_with(Reveal(), root, files, *names).seen


def check_with(rule: AnyRule, root: Path, files: dict[str, str], *names: str) -> AnyRule:
    """Write some files, show a rule those of these names, or the last one, and return it."""
    write(root, files)
    found = Checker(root, [rule]).check([root / name for name in names or list(files)[-1:]])
    assert not found.troubles
    return rule


def describe(value: Value) -> str:
    """Return a value as a few words."""
    maker = _WORDS.get(type(value))
    return "unknown" if maker is None else maker(value)


_WORDS: dict[type, Any] = {
    Plain: lambda v: f"{v.type} of {describe(v.item)}" if v.item else v.type,
    Items: lambda v: f"{v.type} of {', '.join(map(describe, v.items))}",
    Foreign: lambda v: f"foreign {v.name}",
    ForeignInstance: lambda v: f"a foreign {v.name}",
    ModuleValue: lambda v: f"module {v.module.name}",
    ClassValue: lambda v: f"class {v.klass.name}",
    Instance: lambda v: f"a {v.klass.name}",
    FunctionValue: lambda v: f"function {v.function.name}",
    LambdaValue: lambda v: "lambda",
    Callback: lambda v: f"callable giving {describe(v.result)}",
    Coroutine: lambda v: f"coroutine of {describe(v.result)}",
    Awaitable: lambda v: f"awaitable of {describe(v.result)}",
    AsyncGenerator: lambda v: f"async generator of {describe(v.item)}",
    Generator: lambda v: f"generator of {describe(v.item)}",
    MockValue: lambda v: v.kind,
    Manager: lambda v: f"{'async ' if v.is_async else ''}manager of {describe(v.result)}",
}
