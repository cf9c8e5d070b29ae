"""Every guard and every explanation has a page worth reading, and a kind of the zoo that proves it."""

from __future__ import annotations

import inspect
import re

import pytest

from asyncproof.explain import Case, all_cases
from asyncproof.guard import Guard, all_guards
from tests.house.sources import ROOT

GUARDS = {guard.name: guard for guard in all_guards()}
CASES = {case.slug: case for case in all_cases()}
BOTH: dict[str, type[Guard | Case]] = {**GUARDS, **CASES}
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SECTIONS = {
    "guard": ["## What it sees", "## What to do instead", "## What it cannot see"],
    "case": ["## What to do instead"],
}
LONGEST_SUMMARY = 140
NOT_RUN = {
    # name: why its page has no session
    "database-loop": "as detached-instance",
    "detached-instance": "needs a database: tests/zoo/kinds/explain_more/sqlalchemy_sessions.py",
    "missing-greenlet": "needs a database: tests/zoo/kinds/explain_more/sqlalchemy_sessions.py",
    "shared-session": "needs a database: tests/zoo/kinds/explain_more/sqlalchemy_sessions.py",
}

TOLD_AT_THE_END = {
    # name: why no test of the zoo can announce it, and what proves it instead
    "flaky": "it is about a whole run, with a plugin that runs tests again: docs/explain/flaky.md is run",
}


def docstring(name: str) -> str:
    """Return the page as its author wrote it."""
    return inspect.cleandoc(BOTH[name].__doc__ or "")


def announced(kind: str) -> set[str]:
    """Return the names that the files of the zoo announce as `# lie: name` or `# explain: name`."""
    pattern = re.compile(rf"#\s*{kind}:\s*([\w-]+)")
    files = (ROOT / "tests/zoo/kinds").rglob("*.py")
    return {name for path in files for name in pattern.findall(path.read_text("utf-8"))}


def test_names_are_unique() -> None:
    """No two guards, no two explanations and no two errors share a name: `asyncproof explain` takes any."""
    errors = [path.stem for path in (ROOT / "docs/errors").glob("*.md") if path.stem != "index"]
    names = [*(guard.name for guard in all_guards()), *(case.slug for case in all_cases()), *errors]
    assert not {name for name in names if names.count(name) > 1}


@pytest.mark.parametrize("name", BOTH)
def test_names_are_words_with_hyphens(name: str) -> None:
    """Names can be typed without quotes, and say since when they exist."""
    assert NAME.fullmatch(name)
    assert re.fullmatch(r"\d+\.\d+", BOTH[name].since)


@pytest.mark.parametrize("name", BOTH)
def test_the_summary_is_one_short_sentence(name: str) -> None:
    """The index shows the first paragraph, so it is a sentence and fits a line or two."""
    summary = docstring(name).split("\n\n", 1)[0]
    assert summary.endswith(".")
    assert len(summary) <= LONGEST_SUMMARY


@pytest.mark.parametrize("name", BOTH)
def test_the_page_has_its_sections(name: str) -> None:
    """A page says what to do; that of a guard also what it sees and what it cannot see, in this order."""
    headings = re.findall(r"^## .*$", docstring(name), re.MULTILINE)
    wanted = SECTIONS["guard" if name in GUARDS else "case"]
    assert [heading for heading in headings if heading in wanted] == wanted


@pytest.mark.parametrize("name", [name for name in BOTH if name not in NOT_RUN])
def test_the_page_shows_a_real_failure(name: str) -> None:
    """A page has a file and a session that runs it, in which the guard or the explanation speaks up."""
    text = docstring(name)
    assert '```python title="test_' in text
    session = text.partition("```console\n")[2].partition("\n```")[0]
    assert name in session, f"the session does not show {name}"


@pytest.mark.parametrize("name", NOT_RUN)
def test_pages_without_a_session_are_listed_truly(name: str) -> None:
    """An exception to the rule above is one, and is no longer listed when it is not."""
    assert "```console" not in docstring(name)


@pytest.mark.parametrize("name", GUARDS)
def test_every_guard_is_in_the_zoo(name: str) -> None:
    """A guard without a lie that it tells is not proven to work."""
    assert name in announced("lie")


@pytest.mark.parametrize("name", [name for name in CASES if name not in TOLD_AT_THE_END])
def test_every_explanation_is_in_the_zoo(name: str) -> None:
    """An explanation without a failure that it explains is not proven to work."""
    assert name in announced("explain")
