from __future__ import annotations

from asyncproof.core import Place, Severity
from asyncproof.guard import Guard, Owner
from asyncproof.guard.found import bug_of, found_by


class Looks(Guard):
    """A guard with a bug."""

    name = "looks"

    def fail(self) -> None:
        """Fail."""
        raise RuntimeError("oh")


def test_a_finding_says_whose_it_is() -> None:
    """What belongs to a wider fixture names it before all else that is known; a test's needs no such line."""

    def details(owner: Owner) -> tuple[tuple[str, str], ...]:
        finding = found_by(
            Looks, owner, "found", place=None, severity=Severity.ERROR, why="", cure="", lines=["more"]
        )
        assert finding.explanation.page == "guards/looks.md"
        return finding.explanation.details

    assert details(Owner("fixture `db`", scope="module")) == (
        ("", "it belongs to fixture `db`"),
        ("", "more"),
    )
    assert details(Owner("test")) == (("", "more"),)


def test_a_bug_names_the_guard_the_method_and_the_line() -> None:
    """Who reports the bug of a guard can copy everything from the warning."""
    guard = object.__new__(Looks)
    try:
        guard.fail()
    except RuntimeError as problem:
        finding = bug_of(guard.fail, problem)
    assert (finding.code, finding.severity) == ("looks", Severity.WARNING)
    assert finding.message == "the guard failed itself in `fail`: RuntimeError: oh"
    assert finding.place == Place(__file__, Looks.fail.__code__.co_firstlineno + 2)
