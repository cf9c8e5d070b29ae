"""The page of corrections is complete in itself: each claim has a verdict and a place, and is counted."""

from __future__ import annotations

import re
from collections import Counter

from tests.docs.fences import FENCE
from tests.house.sources import ROOT

PAGE = FENCE.sub("", (ROOT / "docs/corrections.md").read_text("utf-8"))
HEAD = "| what is taught | verdict | where |"
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and line != HEAD
]
TOTALS = r"There are (\d+) claims: (\d+) are kept, (\d+) corrected, (\d+) out of date\."


def test_each_claim_has_a_verdict_and_a_place() -> None:
    """One of three verdicts, and a link to where the handbook says it, shows it or finds it."""
    odd = [row for row in ROWS if len(row) != 3 or row[1] not in {"kept", "corrected", "out of date"}]
    assert odd == []
    assert [claim for claim, _, where in ROWS if "](" not in where] == []


def test_no_claim_stands_twice() -> None:
    """Each is told once, where it belongs."""
    assert [claim for claim, count in Counter(row[0] for row in ROWS).items() if count > 1] == []


def test_what_is_out_of_date_has_its_version() -> None:
    """It says since when, or what has taken its place."""
    assert [
        claim for claim, verdict, where in ROWS if verdict == "out of date" and not re.search(r"\d", where)
    ] == []


def test_each_run_belongs_to_a_claim() -> None:
    """A section with a run is what some claim points to."""
    titles = re.findall(r"^### (.*)$", PAGE, re.MULTILINE)
    anchors = [re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles]
    assert anchors
    assert [anchor for anchor in anchors if f"](#{anchor})" not in PAGE] == []


def test_the_numbers_at_the_top_are_those_of_the_tables() -> None:
    """Who adds a claim counts it."""
    match = re.search(TOTALS, PAGE)
    assert match is not None
    verdicts = Counter(row[1] for row in ROWS)
    counted = [len(ROWS), verdicts["kept"], verdicts["corrected"], verdicts["out of date"]]
    assert [int(number) for number in match.groups()] == counted
