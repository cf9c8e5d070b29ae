"""Claims about the texts by which pages are found: Python, pytest and libraries really print them."""

from __future__ import annotations

import sys
import textwrap
import warnings
from collections import defaultdict

import pytest

from asyncproof.explain import all_cases
from asyncproof.explain.page import pattern_of
from asyncproof.guard import all_guards
from tests.explain.printed import PRELUDE, PRINTED
from tests.neighbours import without_slow

ELSEWHERE = {
    "'MagicMock' object can't be awaited": "Python 3.14",
    "'Mock' object can't be awaited": "Python 3.14",
    "'...' object can't be awaited": "Python 3.14",
    "AttributeError: __aenter__": "Python 3.10",
    "AttributeError: __enter__": "Python 3.10",
    "1 rerun": "pytest-rerunfailures: tests/plugin/test_flaking.py",
    "Timeout should be used inside a task": "asyncio.timeout() outside a task: no pytest runs async code so",
    "another command is already in progress": "psycopg: explain_more/databases.py of the zoo",
    "cannot perform operation: another operation is in progress": "asyncpg: the same file",
    "concurrent operations are not permitted": "SQLAlchemy: explain_more/sqlalchemy_sessions.py",
    "Session is already flushing": "the same file",
    "... is already in progress": "the same file",
}
"""Texts that this run can't have printed, and where they are from."""
WANTED = sorted({text for each in (*all_cases(), *all_guards()) for text in each.texts})


class Heard:
    """Keeps all that a run prints of each test."""

    def __init__(self) -> None:
        self.texts: defaultdict[str, str] = defaultdict(str)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what is shown where a test fails, and what was logged."""
        sections = "\n".join(text for _, text in report.sections)
        self.texts[report.nodeid] += f"\n{report.longreprtext}\n{sections}"

    def pytest_warning_recorded(self, warning_message: warnings.WarningMessage, nodeid: str) -> None:
        """Keep what is shown in the summary of warnings."""
        self.texts[nodeid] += f"\n{warning_message.category.__name__}: {warning_message.message}"


def suite() -> tuple[dict[str, str], dict[str, str]]:
    """Return the files of a suite, and the test that prints each text."""
    files, nodes = {"test_bodies": PRELUDE}, {}
    for number, (text, snippet) in enumerate(PRINTED.items()):
        code = textwrap.dedent(snippet).strip()
        if "def test_it" in code:
            files[f"test_{number}"] = f"{PRELUDE}\n{code}\n"
            nodes[text] = f"test_{number}.py::test_it"
        else:
            body = textwrap.indent(code, "    ")
            files["test_bodies"] += f"\n@pytest.mark.asyncio\nasync def test_{number}():\n{body}\n"
            nodes[text] = f"test_bodies.py::test_{number}"
    return files, nodes


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="other Pythons have other words for a few")
@pytest.mark.asyncproof(all="off")
def test_each_text_is_printed(pytester: pytest.Pytester) -> None:
    """By a test of its own, as a project without asyncproof would see it."""
    files, nodes = suite()
    pytester.makepyfile(**files)
    heard = Heard()
    options = ["-pno:asyncproof", "-pno:cacheprovider", *without_slow(), "-Walways", "--tb=native"]
    pytester.inline_run(*options, "-o", "asyncio_default_fixture_loop_scope=function", plugins=[heard])
    unheard = [text for text, node in nodes.items() if not pattern_of(text).search(heard.texts[node])]
    assert unheard == [], "\n".join(f"{text}:{heard.texts[nodes[text]]}" for text in unheard)


def test_each_text_is_proved() -> None:
    """Or has the reason why it can't be."""
    assert sorted({*PRINTED, *ELSEWHERE}) == WANTED
    assert not set(PRINTED) & set(ELSEWHERE)


def test_every_explanation_is_found_by_a_text() -> None:
    """None is left that a reader of a failure could not find."""
    assert [case.slug for case in all_cases() if not case.texts] == []
