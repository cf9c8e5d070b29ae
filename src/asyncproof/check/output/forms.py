"""The forms of output, by the names that a user gives them; only the one that is wanted is imported."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asyncproof.check.outcome import Outcome
    from asyncproof.core import Severity

_PACKAGE = __name__.rpartition(".")[0]
_HOMES: dict[str, tuple[str, tuple[str, ...]]] = {
    "text": ("text.plain", ()),
    "concise": ("concise.concise", ()),
    "json": ("json_form.json_form", ()),
    "github": ("github.github", ("base",)),
    "gitlab": ("gitlab.gitlab", ("base",)),
    "junit": ("junit.junit", ("fail_on",)),
    "sarif": ("sarif.sarif", ("base",)),
}
"""Where the function that writes it is, and what it wants to know beside the outcome."""
FORMS = tuple(_HOMES)


def lines_of(form: str, outcome: Outcome, *, base: str, fail_on: Severity) -> Iterable[str]:
    """Return the lines of an outcome in a form; paths that others have to find start from *base*."""
    home, wanted = _HOMES[form]
    module, _, name = home.partition(".")
    known = {"base": base, "fail_on": fail_on}
    write = getattr(import_module(f"{_PACKAGE}.{module}"), name)
    written = write(outcome, *(known[one] for one in wanted))
    return [written] if isinstance(written, str) else written
