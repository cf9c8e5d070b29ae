"""From the terminal to the picture: the address below a failure opens the page of that test in a browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.neighbours import without_slow
from tests.plugin.exploring.suites import race
from tests.plugin.suite import PRELUDE

if TYPE_CHECKING:
    import pytest

    from tests.report.pages.browser import Page


def test_a_failure_of_explore_leads_to_both_orders(page: Page, pytester: pytest.Pytester) -> None:
    """A test that passes is explored as the option asks; what stands below its failure shows both orders."""
    pytester.makeini("[pytest]\nasyncio_mode = strict\nasyncio_default_fixture_loop_scope = function\n")
    pytester.makepyfile(test_it=PRELUDE + race(mark=""))
    result = pytester.runpytest_inprocess(
        *without_slow(), "-pno:cacheprovider", "--explore", "--asyncproof-report=run.html"
    )
    result.assert_outcomes(failed=1)
    (address,) = re.findall(r"^run\.html(#test=.*)$", result.stdout.str(), re.MULTILINE)
    page.open(pytester.path / "run.html", address)
    assert page.text("main h1") == "test_it.py::test_race"
    assert page.text(".order.is-works figcaption") == "It works in this order"
    lit = page.js(
        "[...document.querySelectorAll('.order')].map((one) => one.querySelectorAll('li.met').length)"
    )
    assert lit == [2, 2]
    assert page.text(".replay code") in result.stdout.str()
    page.until("document.querySelector('.stage canvas')?.width > 0")
