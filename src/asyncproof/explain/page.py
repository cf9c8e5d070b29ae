"""The page of an explanation, made from its docstring: for docs/explain/ and for `asyncproof explain`."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.explain.case import Case


def summary_of(case: type[Case]) -> str:
    """Return the one sentence that says what an explanation is about."""
    return " ".join(_docstring(case).split("\n\n", 1)[0].split())


def page_of(case: type[Case], *, made: str = "") -> str:
    """Return an explanation's page as Markdown; *made* is a remark for who would edit it."""
    _, _, text = _docstring(case).partition("\n\n")
    head = [f"# {case.slug}", *([made] if made else []), summary_of(case), f"Since {case.since}."]
    return "\n\n".join([*head, text.strip()]).rstrip() + "\n"


def _docstring(case: type[Case]) -> str:
    return inspect.cleandoc(case.__doc__ or "")
