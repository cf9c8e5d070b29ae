"""The forms of output for programs, by the names that a user gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.output.concise import concise
from asyncproof.check.output.github import github
from asyncproof.check.output.gitlab import gitlab
from asyncproof.check.output.json_form import json_form
from asyncproof.check.output.junit import junit
from asyncproof.check.output.sarif import sarif
from asyncproof.check.output.text import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from asyncproof.check.outcome import Outcome
    from asyncproof.core import Severity

_FORMS: dict[str, Callable[[Outcome, str, Severity], Iterable[str]]] = {
    "text": lambda outcome, _, __: plain(outcome),
    "concise": lambda outcome, _, __: concise(outcome),
    "json": lambda outcome, _, __: [json_form(outcome)],
    "github": lambda outcome, base, _: github(outcome, base),
    "gitlab": lambda outcome, base, _: [gitlab(outcome, base)],
    "junit": lambda outcome, _, fail_on: junit(outcome, fail_on),
    "sarif": lambda outcome, base, _: [sarif(outcome, base)],
}
FORMS = tuple(_FORMS)


def lines_of(form: str, outcome: Outcome, *, base: str, fail_on: Severity) -> Iterable[str]:
    """Return the lines of an outcome in a form; paths that others have to find start from *base*."""
    return _FORMS[form](outcome, base, fail_on)
