"""A report is written where it is asked for, and a name that can't be one is refused before any test runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "run.pdf",
            "--asyncproof-report=run.pdf: a report is a page or JSON. End the name in .html or .json.",
        ),
        ("folder.html", "--asyncproof-report=folder.html: that is a directory. Name a file in it."),
    ],
)
def test_a_name_that_cannot_be_a_report_is_refused(suite: Suite, name: str, told: str) -> None:
    """What is wrong with the option is said at once."""
    suite.file("def test_it(): pass")
    (suite.pytester.path / "folder.html").mkdir()
    assert told in suite.ask(f"--asyncproof-report={name}")


def test_who_does_not_ask_pays_nothing(suite: Suite) -> None:
    """Without the option nothing of the report is loaded."""
    suite.file("def test_it(): pass")
    suite.pytester.makeconftest("""
        import sys
        def pytest_unconfigure():
            parts = ("asyncproof.report", "asyncproof.plugin.drawing")
            assert not [name for name in sys.modules if name.startswith(parts)]
    """)
    result = suite.pytester.runpytest_subprocess()
    result.assert_outcomes(passed=1)
    assert result.ret == 0
