"""The page of an explanation, made from its docstring: for docs/explain/ and for `asyncproof explain`."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.explain.case import Case


def summary_of(case: type[Case]) -> str:
    """Return the one sentence that says what an explanation is about."""
    return " ".join(_docstring(case).split("\n\n", 1)[0].split())


def page_of(case: type[Case], *, made: str = "") -> str:
    """Return an explanation's page as Markdown; *made* is a remark for who would edit it."""
    _, _, text = _docstring(case).partition("\n\n")
    texts = ", ".join(f"`{text}`" for text in case.texts)
    printed = [f"**What is printed:** {texts}."] if texts else []
    head = [f"# {case.slug}", *([made] if made else []), summary_of(case), *printed, f"Since {case.since}."]
    return "\n\n".join([*head, text.strip()]).rstrip() + "\n"


def pattern_of(text: str) -> re.Pattern[str]:
    """Return what finds a text in a report: `...` in it stands for anything in one line; case is nothing."""
    return re.compile(".*?".join(map(re.escape, text.split("..."))), re.IGNORECASE)


def _docstring(case: type[Case]) -> str:
    return inspect.cleandoc(case.__doc__ or "")
