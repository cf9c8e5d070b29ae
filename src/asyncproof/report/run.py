"""The tests of a run put together, within bounds, and what was left out for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

MOST_TESTS = 50_000
MOST_FINDINGS = 20
LONGEST_TEXT = 20_000
"""Letters of one text: a traceback, a story, a finding."""
MOST_TEXT = 8_000_000
"""Letters of all texts together."""
MOST_PICTURES = 16_000_000
"""Bytes of all packed pictures together: those of tests that failed are kept before others."""


@dataclass(slots=True)
class Test:
    """What is known of one test, in plain values."""

    __test__ = False  # pytest would take the name for a test of ours

    id: str
    outcome: str = "passed"
    seconds: float = 0.0
    """Real ones, set-up and tear-down with them."""
    virtual: int | None = None
    """Virtual nanoseconds that the test let pass; None if it ran in real time."""
    error: str = ""
    """The failure in one line."""
    texts: list[list[str]] = field(default_factory=list)
    """What was told of it, each with its title."""
    findings: list[dict[str, str]] = field(default_factory=list)
    explored: dict[str, Any] | None = None
    facts: dict[str, Any] | None = None
    picture: str = ""
    """Packed; empty if there is none, or if it was left out."""
    unseen: list[str] = field(default_factory=list)
    """On what it ran as well, or only, at which nobody can look: `uvloop.Loop`, `trio`."""
    dropped: bool = False
    """Whether its picture was left out because there were too many."""

    @property
    def matters(self) -> bool:
        """Whether somebody will want to look at it."""
        return self.outcome in {"failed", "error"} or bool(self.findings)


@dataclass(slots=True)
class Run:
    """All that a report is made of."""

    tests: list[Test] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)
    """With what it ran: names and versions, a title."""
    tests_left_out: int = 0
    texts_cut: int = 0
    pictures_left_out: int = 0
    _text: int = 0
    _pictures: int = 0
    _to_run_again: dict[str, int] = field(default_factory=dict)
    """Where a test stands that has failed and is tried once more."""

    def add(self, test: Test) -> None:
        """Take a test that is over; what would be too much is left out, and counted.

        One that is run again takes the place of its run before.
        """
        before = self._to_run_again.pop(test.id, None)
        if before is None and len(self.tests) >= MOST_TESTS:
            self.tests_left_out += 1
            return
        test.findings = test.findings[:MOST_FINDINGS]
        test.error = self._cut(test.error)
        test.texts = [[title, self._cut(text)] for title, text in test.texts]
        for finding in test.findings:
            finding["message"] = self._cut(finding["message"])
            finding["text"] = self._cut(finding["text"])
        if before is None:
            before = len(self.tests)
            self.tests.append(test)
        else:
            self._pictures -= len(self.tests[before].picture)
            self.tests[before] = test
        if test.outcome == "rerun":
            self._to_run_again[test.id] = before
        self._pictures += len(test.picture)
        if self._pictures > MOST_PICTURES:
            self._drop(test)

    def join(self, other: Run) -> None:
        """Take the tests of another run as well."""
        for name, value in other.about.items():
            self.about.setdefault(name, value)
        self.tests_left_out += other.tests_left_out
        self.texts_cut += other.texts_cut
        self.pictures_left_out += other.pictures_left_out
        for test in other.tests:
            self.add(test)

    def limits(self) -> list[str]:
        """Say what was left out, a sentence each; nothing if all is there."""
        steps = sum(test.facts["left_out"] for test in self.tests if test.facts)
        kept = f"a report keeps {MOST_PICTURES // 1_000_000} MB of them, and those of tests that failed first"
        trouble = [test.facts["trouble"] for test in self.tests if test.facts and test.facts["trouble"]]
        said = (
            (self.pictures_left_out, f"{{:,}} pictures were left out: {kept}."),
            (steps, "{:,} steps were left out: of a test the first ones are kept."),
            (self.texts_cut, "{:,} texts were cut."),
            (self.tests_left_out, f"{{:,}} tests were left out: a report keeps {MOST_TESTS:,}."),
        )
        told = [sentence.format(count) for count, sentence in said if count]
        told += _unseen(self.tests)
        if trouble:
            some = "1 picture ends" if len(trouble) == 1 else f"{len(trouble):,} pictures end"
            told.append(f"{some} too early, which is a bug of asyncproof: {trouble[0]}.")
        return told

    def _cut(self, text: str) -> str:
        most = max(200, min(LONGEST_TEXT, MOST_TEXT - self._text))
        if len(text) > most:
            self.texts_cut += 1
            text = f"{text[: most // 2]}\n…\n{text[-most // 2 :]}"
        self._text += len(text)
        return text

    def _drop(self, newest: Test) -> None:
        """Drop the picture of a test that nobody will miss, the newest one first if it is such a one."""
        if newest.matters:
            for test in self.tests:
                if self._pictures <= MOST_PICTURES:
                    return
                if test.picture and not test.matters:
                    self._forget(test)
        if self._pictures > MOST_PICTURES:
            self._forget(newest)

    def _forget(self, test: Test) -> None:
        self._pictures -= len(test.picture)
        test.picture, test.dropped = "", True
        self.pictures_left_out += 1


def _unseen(tests: list[Test]) -> list[str]:
    """Say of how many tests nothing, or not all, was recorded because nobody can look at what ran them."""
    found: dict[str, int] = {}
    for test in tests:
        for name in test.unseen:
            found[name] = found.get(name, 0) + 1
    return [
        f"{'1 test' if count == 1 else f'{count:,} tests'} ran on {name}, whose steps can't be recorded."
        for name, count in sorted(found.items())
    ]
