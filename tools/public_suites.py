"""Compare two runs of a test suite, test by test: `python tools/public_suites.py BEFORE.xml AFTER.xml`.

The files are what `pytest --junitxml=FILE` writes. It prints the counts of both runs and every test that
went another way, and exits with 1 if there is one. This is how law 3 is checked on other people's suites:

    pytest --junitxml=off.xml -p no:asyncproof
    pytest --junitxml=on.xml
    pytest --junitxml=virtual.xml --virtual-time
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Sequence

# Everything in a <testcase> that says how it went; one with none of them has passed.
TAGS = {"failure": "failed", "error": "error", "skipped": "skipped"}
MESSAGE_LENGTH = 300


@dataclass(frozen=True)
class Outcome:
    """How one test went, and what pytest said about it."""

    name: str
    message: str = ""
    text: str = ""
    """All of it: newer releases of pytest shorten the message."""


@dataclass(frozen=True)
class Run:
    """All tests of one run: a test that is reported twice (call and teardown) has two outcomes."""

    tests: dict[str, tuple[Outcome, ...]]
    seconds: float

    def counts(self) -> str:
        """Count the outcomes in a few words."""
        found = Counter(outcome.name for outcomes in self.tests.values() for outcome in outcomes)
        return ", ".join(f"{count} {name}" for name, count in sorted(found.items()))


def outcome_of(case: ET.Element) -> Outcome:
    """Read how one test case went."""
    for part in case:
        if part.tag in TAGS:
            expected = part.tag == "skipped" and part.get("type") == "pytest.xfail"
            return Outcome(
                "xfailed" if expected else TAGS[part.tag], part.get("message") or "", part.text or ""
            )
    return Outcome("passed")


def read_run(path: Path) -> Run:
    """Read a JUnit file."""
    tests: dict[str, tuple[Outcome, ...]] = {}
    root = ET.parse(path).getroot()
    for case in root.iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        tests[name] = (*tests.get(name, ()), outcome_of(case))
    return Run(tests, sum(float(suite.get("time") or 0) for suite in root.iter("testsuite")))


def names(outcomes: Sequence[Outcome]) -> str:
    """Put the outcomes of one test into words, whichever came first."""
    return " + ".join(sorted(outcome.name for outcome in outcomes)) or "absent"


def differences(before: Run, after: Run) -> list[str]:
    """Say of every test that went another way what it was, what it is and what pytest said."""
    found = []
    for test in sorted(before.tests.keys() | after.tests.keys()):
        old, new = before.tests.get(test, ()), after.tests.get(test, ())
        if names(old) != names(new):
            said = " / ".join(outcome.message[:MESSAGE_LENGTH] for outcome in new if outcome.message)
            found.append(f"{test}: {names(old)} -> {names(new)}" + (f"\n    {said}" if said else ""))
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare the runs and print what differs."""
    parser = argparse.ArgumentParser(description="Compare two runs of a test suite, test by test.")
    parser.add_argument("before", type=Path, help="a JUnit file of pytest")
    parser.add_argument("after", type=Path, help="another one of the same suite")
    options = parser.parse_args(arguments)
    before, after = read_run(options.before), read_run(options.after)
    print(f"before: {before.counts()}, {before.seconds:.1f} s")
    print(f"after:  {after.counts()}, {after.seconds:.1f} s")
    found = differences(before, after)
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{len(found)} of {len(before.tests.keys() | after.tests.keys())} tests differ")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
