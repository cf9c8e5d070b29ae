"""What a review works with: what was counted, and what the rules have found, test by test."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from asyncproof.check.review.answer import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from asyncproof.check.hit import Hit
    from asyncproof.check.review.census import Census, CountedCode, CountedTest, Trait


@dataclass(frozen=True)
class Material:
    """The census of a project, and the hits of all rules in it."""

    census: Census
    hits: tuple[Hit, ...]
    codes: dict[str, str]
    """The codes of the rules by their names."""

    def found_by(self, codes: Iterable[str]) -> list[Hit]:
        """Return the hits of rules whose codes begin with one of these."""
        wanted = tuple(codes)
        return [hit for hit in self.hits if self.codes.get(hit.rule, "").startswith(wanted)]

    def tests_with(self, hits: Iterable[Hit], tests: Iterable[CountedTest]) -> dict[CountedTest, Hit]:
        """Return the tests, of some, that hits are in, each with its first one."""
        among = set(tests)
        found: dict[CountedTest, Hit] = {}
        for hit in hits:
            test = self._test_at(hit.path, hit.span.line)
            if test in among and test is not None:
                found.setdefault(test, hit)
        return found

    def tests_that(self, traits: Trait) -> list[CountedTest]:
        """Return the async tests that do all of this."""
        return [test for test in self.census.async_tests if traits in test.traits]

    def code_that(self, traits: Trait) -> list[CountedCode]:
        """Return the places of the code under test that do all of this."""
        return [code for code in self.census.code if traits in code.traits]

    @cached_property
    def _by_file(self) -> dict[str, list[CountedTest]]:
        found: dict[str, list[CountedTest]] = {}
        for test in sorted(self.census.tests, key=lambda test: (test.path, test.line)):
            found.setdefault(test.path, []).append(test)
        return found

    def _test_at(self, path: str, line: int) -> CountedTest | None:
        tests = self._by_file.get(path, [])
        number = bisect_right([test.line for test in tests], line) - 1
        if number >= 0 and line <= tests[number].end_line:
            return tests[number]
        return None


def places_of_hits(hits: Iterable[Hit]) -> Iterator[Place]:
    """Yield where hits are."""
    for hit in hits:
        yield Place(hit.path, hit.span.line, f"{hit.rule}: {hit.message}")


def places_of_tests(tests: Iterable[CountedTest], what: str) -> Iterator[Place]:
    """Yield where tests are."""
    for test in tests:
        yield Place(test.path, test.line, f"{test.name}: {what}")


def places_of_code(code: Iterable[CountedCode], what: str) -> Iterator[Place]:
    """Yield where places of the code are."""
    for one in code:
        yield Place(one.path, one.line, what)
