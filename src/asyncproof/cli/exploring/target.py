"""From `package.module:function` to the function, or to what is wrong with the name."""

from __future__ import annotations

import functools
import importlib
import inspect
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError

if TYPE_CHECKING:
    from types import ModuleType

    from asyncproof.exploring.running import Scenario


def load(target: str) -> Scenario:
    """Import a function by its name."""
    module_name, colon, path = target.partition(":")
    if not (colon and module_name and path):
        raise UsageError(f"{target!r} names no function: write it as package.module:function.")
    _check_form(module_name, path)
    found: Any = _module(module_name)
    done = module_name
    for part in path.split("."):
        if not hasattr(found, part):
            close = get_close_matches(part, [name for name in dir(found) if name[:1] != "_"], n=1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            raise UsageError(f"there is no {part!r} in {done}.{hint}")
        found, done = getattr(found, part), f"{done}.{part}"
    _check(found, target)
    scenario: Scenario = found
    return scenario


def _check_form(module_name: str, path: str) -> None:
    if "/" in module_name or "\\" in module_name or module_name.endswith(".py"):
        name = module_name.removesuffix(".py").replace("\\", "/").strip("./").replace("/", ".")
        raise UsageError(f"{module_name!r} is a path; write the module's name, as {name}:{path}.")


def _module(name: str) -> ModuleType:
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)  # as `python -m` does
    try:
        return importlib.import_module(name)
    except Exception as error:
        missing = getattr(error, "name", None) if isinstance(error, ModuleNotFoundError) else None
        if missing and f"{name}.".startswith(f"{missing}."):
            raise UsageError(
                f"there is no module {missing!r} in {here} or where Python looks for modules. Call this from "
                "the folder that holds it, or name that folder in PYTHONPATH."
            ) from error
        raise UsageError(f"{name} can't be imported: {type(error).__name__}: {error}") from error


def _check(found: Any, target: str) -> None:
    """Raise what is wrong with something that is to be called and awaited."""
    if not callable(found):
        raise UsageError(f"{target} is {found!r}, and no function. Name an async function.")
    inner = found
    while isinstance(inner, functools.partial):
        inner = inner.func
    call = getattr(inner, "__call__", None)  # noqa: B004 - not whether it is there, but what it is
    if not (inspect.iscoroutinefunction(inner) or inspect.iscoroutinefunction(call)):
        what = "an async generator" if inspect.isasyncgenfunction(inner) else "not async"
        raise UsageError(f"{target} is {what}. What is explored is awaited: write it as `async def`.")
    needed = [
        name
        for name, parameter in inspect.signature(found).parameters.items()
        if parameter.default is parameter.empty
        and parameter.kind not in {parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD}
    ]
    if needed:
        raise UsageError(
            f"{target} needs arguments: {', '.join(needed)}. Name a function without, that makes what it "
            "needs; a test with fixtures is explored by `pytest --explore`."
        )
