"""The questions of a review: what the guides ask of every suite of async tests."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asyncproof.check.pytesting.configuration import Mode
from asyncproof.check.pytesting.tests import Runner
from asyncproof.check.review.answer import MOST, Answer, Place, share
from asyncproof.check.review.census import Trait
from asyncproof.check.review.material import places_of_code, places_of_hits, places_of_tests

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.check.hit import Hit
    from asyncproof.check.review.material import Material

_WANTED_ERRORS = 5
"""One test in so many that expects an error is enough for a full score."""


def answers(material: Material) -> tuple[Answer, ...]:
    """Answer all questions."""
    return tuple(ask(material) for ask in _QUESTIONS)


@dataclass(frozen=True, slots=True)
class Clean:
    """A question that is about tests in which rules find nothing."""

    key: str
    question: str
    codes: tuple[str, ...]
    bad: str
    """What the tests do in which something is found."""
    advice: str

    def __call__(self, material: Material) -> Answer:
        """Answer by the share of async tests without a hit."""
        hits = material.found_by(self.codes)
        tests = material.census.async_tests
        touched = len(material.tests_with(hits, tests))
        outside = len(hits) and not touched
        if not tests and not hits:
            return _nothing(self.key, self.question, "There are no async tests.")
        said = f"{touched} of {_many(len(tests), 'async test')} {self.bad}; {_findings(hits)} in all."
        said = said if tests else f"{_findings(hits)}; there are no async tests."
        score = share(len(tests) - touched, len(tests)) if tests else 0
        score = min(score, MOST - 1) if outside else score
        advice = self.advice if hits else ""
        return Answer(self.key, self.question, said, score, tuple(places_of_hits(hits)), advice)


def _runs(material: Material) -> Answer:
    key, question = "run", "Does every async test run?"
    tests = material.census.async_tests
    if not tests:
        return _nothing(key, question, "There are no async tests.")
    hits = material.found_by(("AP201", "AP202", "AP208", "AP209", "AP204", "AP203"))
    dead = set(material.tests_with(hits, tests))
    how = Counter(test.runner for test in tests if test not in dead)
    known = ", ".join(
        f"{count} by {runner.value}" for runner, count in how.most_common() if _is_known(runner)
    )
    unknown = how[Runner.UNKNOWN] + how[Runner.NOBODY]
    parts = [f"{_many(len(tests), 'async test')}: {len(dead)} never run", *([known] if known else [])]
    parts += [f"{unknown} by what the files do not tell"] if unknown else []
    advice = "asyncproof check --select AP20" if dead else ""
    places = tuple(places_of_hits(hits))
    return Answer(
        key, question, "; ".join(parts) + ".", share(len(tests) - len(dead), len(tests)), places, advice
    )


def _is_known(runner: Runner) -> bool:
    return runner not in {Runner.UNKNOWN, Runner.NOBODY}


def _fails(material: Material) -> Answer:
    key, question = "can-fail", "Can every test fail?"
    tests = material.census.tests
    if not tests:
        return _nothing(key, question, "There are no tests.")
    hits = material.found_by(("AP102", "AP109", "AP301", "AP303", "AP312", "AP7"))
    hits = [hit for hit in hits if material.codes[hit.rule] not in {"AP705", "AP707"}]
    empty = material.tests_with(hits, tests)
    said = f"{len(empty)} of {_many(len(tests), 'test')} can't fail, or hide it; {_findings(hits)} in all."
    score = share(len(tests) - len(empty), len(tests))
    advice = "give each of them an assertion that can be false" if empty else ""
    return Answer(key, question, said, score, tuple(places_of_hits(hits)), advice)


@dataclass(frozen=True, slots=True)
class Tried:
    """A question that is about code which does something, and tests that try it."""

    key: str
    question: str
    of_code: Trait
    of_tests: tuple[Trait, ...]
    """A test that does one of these tries it."""
    what: str
    """What the code does, as of one and as of many."""
    of_many: str
    advice: str
    codes: tuple[str, ...] = ()
    """Rules whose findings are mistakes in just that: with one of them the score is not full."""

    def __call__(self, material: Material) -> Answer:
        """Answer by how many places of the code there are for each test, and by what is wrong with them."""
        hits = material.found_by(self.codes)
        code = material.code_that(self.of_code)
        tests = [
            test for test in material.census.async_tests if any(one in test.traits for one in self.of_tests)
        ]
        if not code and not tests and not hits:
            return _nothing(self.key, self.question, f"No async function of the code {self.what}.")
        does = self.what if len(code) == 1 else self.of_many
        tried = "1 async test tries it" if len(tests) == 1 else f"{len(tests)} async tests try it"
        said = f"{_many(len(code), 'async function')} of the code {does}, and {tried}."
        said += f" {_findings(hits)}." if hits else ""
        score, untried = share(len(tests), len(code)), len(tests) < len(code)
        places = places_of_code(code, self.what) if untried else places_of_tests(tests, "tries it")
        shown = (*(places if untried or not hits else ()), *places_of_hits(hits))
        advice = [f"asyncproof check --select {','.join(self.codes)}"] if hits else []
        advice += [self.advice] if untried else []
        return Answer(
            self.key, self.question, said, min(score, MOST - 1) if hits else score, shown, "; ".join(advice)
        )


def _errors(material: Material) -> Answer:
    key, question = "errors", "Are failures tested, and not only what works?"
    tests = material.census.async_tests
    if not tests:
        return _nothing(key, question, "There are no async tests.")
    expecting = material.tests_that(Trait.EXPECTS_ERROR)
    said = f"{len(expecting)} of {_many(len(tests), 'async test')} expect an error."
    score = share(min(len(expecting) * _WANTED_ERRORS, len(tests)), len(tests))
    advice = "for each call that can fail, a test that lets it fail" if score < MOST else ""
    places = tuple(places_of_tests(expecting, "expects an error"))
    return Answer(key, question, said, score, places, advice)


def _configured(material: Material) -> Answer:
    key, question = "configured", "Is it written down how async tests run?"
    found = material.census.configurations
    if not found:
        return _nothing(key, question, "There are no async tests.")
    vague = [
        one for one in found.values() if one.asyncio_mode is Mode.UNKNOWN and one.anyio_mode is not Mode.AUTO
    ]
    old = material.found_by(("AP220", "AP902", "AP903", "AP904"))
    places = [Place(one.rootdir, 1, "no file says the mode") for one in vague] + list(places_of_hits(old))
    modes = Counter(one.asyncio_mode.value for one in found.values())
    told = ", ".join(f"mode {mode} in {count}" for mode, count in modes.most_common())
    said = f"{len(found) - len(vague)} of {_many(len(found), 'configuration')} say it: {told}."
    said += f" {_findings(old)} of what is gone or going." if old else ""
    score = 0 if vague and len(vague) == len(found) else share(len(found) - len(vague), len(found))
    score = min(score, MOST // 2) if old else score
    advice = "asyncproof init writes asyncio_mode and the loop scopes down" if places else ""
    return Answer(key, question, said, score, tuple(places), advice)


def _nothing(key: str, question: str, text: str) -> Answer:
    return Answer(key, question, text, None)


def _findings(hits: list[Hit]) -> str:
    return _many(len(hits), "finding")


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


_QUESTIONS: tuple[Callable[[Material], Answer], ...] = (
    _runs,
    _configured,
    Clean(
        "fixtures",
        "Do marks and fixtures do what they say?",
        ("AP203", "AP205", "AP207", "AP210", "AP211", "AP212", "AP216", "AP221"),
        "have a mark or a fixture that does nothing, or something else",
        "asyncproof check --select AP2",
    ),
    Clean(
        "awaited",
        "Is everything awaited?",
        ("AP1",),
        "make a coroutine that nobody awaits",
        "asyncproof check --select AP1",
    ),
    _fails,
    Clean(
        "mocks",
        "Are async dependencies mocked as what they are?",
        ("AP302", "AP304", "AP305", "AP306", "AP307", "AP308", "AP309", "AP310", "AP311"),
        "have a mock that is async where it should not be, or the other way round",
        "give mocks the class that they stand for: MagicMock(spec=...), create_autospec",
    ),
    Clean(
        "cleaned-up",
        "Is what a test begins ended by it?",
        ("AP217", "AP218", "AP401", "AP402", "AP403", "AP417", "AP8"),
        "leave something behind",
        "asyncproof check --select AP40,AP8; the guards tell at run time",
    ),
    Clean(
        "alone",
        "Does each test stand alone?",
        ("AP213", "AP214", "AP215", "AP219", "AP416", "AP803", "AP804"),
        "share a loop, a session, state or the network with others",
        "give each test its own; asyncproof's isolation finds who disturbs whom",
    ),
    Clean(
        "blocking",
        "Does nothing block the event loop?",
        ("AP5", "AP601", "AP413"),
        "block the loop",
        "asyncproof check --select AP5",
    ),
    Clean(
        "time",
        "Do tests wait for what happens, and not for time to pass?",
        ("AP410", "AP411", "AP414", "AP705"),
        "wait for a time, without end, or measure it",
        "run them in virtual time, and wait for events",
    ),
    Tried(
        "concurrency",
        "Is concurrency tested?",
        Trait.CONCURRENT,
        (Trait.CONCURRENT,),
        "runs several things at once",
        "run several things at once",
        "tests that start several of them at the same time, and look at the result",
        ("AP404", "AP405", "AP408", "AP409", "AP415"),
    ),
    Tried(
        "timeouts",
        "Are timeouts tested?",
        Trait.LIMITS,
        (Trait.EXPECTS_TIMEOUT,),
        "sets a timeout",
        "set a timeout",
        "a test in virtual time that lets each of them strike",
        ("AP412",),
    ),
    Tried(
        "cancellation",
        "Is cancellation tested?",
        Trait.CANCELS,
        (Trait.CANCELS, Trait.EXPECTS_CANCELLATION),
        "cancels, or handles it",
        "cancel, or handle it",
        "a test that cancels it in the middle, and looks at what is left",
        ("AP406", "AP407"),
    ),
    _errors,
)
