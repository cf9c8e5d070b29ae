from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.fences import find_fences
from tests.neighbours import without_slow

ROOT = Path(__file__).resolve().parents[2]
CONFTEST = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from sybil import Sybil
from tests.docs.page import close_page, open_page, parse_page
pytest_collect_file = Sybil(
    parsers=[parse_page], patterns=["*.md"], setup=open_page, teardown=close_page
).pytest()
"""


def run_page(pytester: pytest.Pytester, page: str) -> pytest.RunResult:
    """Run a page as the project's own pages are run, in a process of its own."""
    pytester.makeconftest(CONFTEST)
    pytester.makefile(".md", page=page)
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", *without_slow(), "page.md")


def test_python_blocks_are_one_module(pytester: pytest.Pytester) -> None:
    """A later block sees the names of an earlier one, and a class knows its module."""
    page = "```python\nclass A: pass\n```\n\n```python\nimport sys\nassert sys.modules[A.__module__].A\n```\n"
    run_page(pytester, page).assert_outcomes(passed=2)


def test_printed_text_must_be_shown_as_it_is(pytester: pytest.Pytester) -> None:
    """A text block below a python block must equal what that block prints."""
    page = "```python\nprint(1)\n```\n\n```text\n1\n```\n\n```python\nprint(2)\n```\n\n```text\n3\n```\n"
    result = run_page(pytester, page)
    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(["-3", "+2"])


def test_other_blocks_are_left_alone(pytester: pytest.Pytester) -> None:
    """A text block elsewhere, a shell block and a block with a title are not tests."""
    page = '```text\nx\n```\n\n```sh\nmake\n```\n\n```python title="a.py"\n1 / 0\n```\n\n```text\ny\n```\n'
    run_page(pytester, page).assert_outcomes()


def test_a_failing_block_names_its_line(pytester: pytest.Pytester) -> None:
    """The traceback of a failing block points into the page."""
    result = run_page(pytester, "# Title\n\n```python\nx = 1\n1 / 0\n```\n")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*page.md:5*ZeroDivisionError*"])


def test_sessions_run_beside_the_titled_files(pytester: pytest.Pytester) -> None:
    """A console block sees the files shown above it."""
    page = '```python title="a.py"\nprint("hello")\n```\n\n```console\n$ python a.py\nhello\n```\n'
    run_page(pytester, page).assert_outcomes(passed=1)


def test_the_example_in_contributing_is_true(pytester: pytest.Pytester) -> None:
    """The page that CONTRIBUTING shows to authors is itself one that passes."""
    blocks = find_fences((ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    (page,) = [fence.body for fence in blocks if fence.language == "markdown"]
    run_page(pytester, page).assert_outcomes(passed=1)
