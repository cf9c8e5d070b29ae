from __future__ import annotations

import pytest

from asyncproof.check.registry import all_rules
from asyncproof.cli.pages import open_book
from asyncproof.explain import all_cases
from asyncproof.guard import all_guards


def test_all_pages_are_in_it() -> None:
    """Guards, rules, explanations and errors, each with a sentence and a text that begins with its name."""
    book = open_book()
    names = [page.name for page in book.pages]
    assert len(names) == len({(page.name, page.chapter) for page in book.pages})
    expected = {"deadlock", *(guard.name for guard in all_guards()), *(case.slug for case in all_cases())}
    expected |= {rule.name for rule in all_rules()}
    assert expected <= set(names)
    for page in book.pages:
        assert page.summary.endswith("."), page.name
        assert page.read().partition("\n")[0].split()[:2] == ["#", page.name]
    assert [title for title, _ in book.chapters()] == ["guards", "rules", "explanations", "errors"]


@pytest.mark.parametrize(
    "name", ["never-awaited", "never_awaited", "Never-Awaited", "guards/never-awaited.md", "never-awaited.md"]
)
def test_a_page_is_found_however_it_is_written(name: str) -> None:
    """Hyphens, underscores, capitals and paths all lead to it."""
    (page,) = open_book().find(name)
    assert page.name == "never-awaited"


def test_a_folder_says_which_page_is_meant() -> None:
    """Where a rule and a guard are about the same, and have one name."""
    assert [page.chapter for page in open_book().find("dropped-task")] == ["guards", "rules"]
    for folder, chapter in (("guards", "guards"), ("docs/rules", "rules"), ("ap401", "rules")):
        name = folder if folder == "ap401" else f"{folder}/dropped-task"
        assert [page.chapter for page in open_book().find(name)] == [chapter]


def test_a_group_leads_to_its_guards() -> None:
    """A name that is only that of a group stands for all its guards."""
    found = {page.name for page in open_book().find("leaks")}
    assert found == {guard.name for guard in all_guards() if guard.group == "leaks"}


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("RuntimeError: Event loop is closed", {"closed-loop"}),
        ("event loop is", {"closed-loop", "running-loop"}),
        ("TypeError: 'coroutine' object has no attribute 'json'", {"coroutine-not-awaited"}),
        ("RuntimeWarning: coroutine 'fetch' was never awaited", {"never-awaited"}),
        ("attached to a different loop", {"database-loop", "different-loop"}),
        ("is not", set()),
    ],
)
def test_a_text_that_was_printed_leads_to_what_it_means(said: str, names: set[str]) -> None:
    """Whole, or a part that is long enough to mean it."""
    assert {page.name for page in open_book().find(said)} == names


def test_what_is_not_there_is_not_found() -> None:
    """A close name may be meant."""
    book = open_book()
    assert book.find("deadlok") == []
    assert book.close_to("deadlok") == ["deadlock"]
    assert book.close_to("qqqqqq") == []
