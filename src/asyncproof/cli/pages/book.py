"""All pages by name, by chapter, and by what a misspelt name may have been meant to be."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from itertools import groupby

from asyncproof.check import page as rule_page
from asyncproof.check.registry import all_rules
from asyncproof.cli.pages.errors import error_pages, first_sentence
from asyncproof.cli.pages.page import Page
from asyncproof.explain import all_cases
from asyncproof.explain import page as case_page
from asyncproof.guard import all_guards
from asyncproof.guard import page as guard_page

GUARDS, RULES, CASES, ERRORS = "guards", "rules", "explanations", "errors"
_LONG_ENOUGH = 8
_FOLDERS = {"guards": GUARDS, "rules": RULES, "explain": CASES, "errors": ERRORS}


@dataclass(frozen=True)
class Book:
    """The pages, chapter by chapter."""

    pages: tuple[Page, ...]

    def find(self, name: str) -> list[Page]:
        """Return the pages of this name, or those that another word leads to; none if there are none.

        A rule may have the name of a guard or of an explanation: they are about one thing. A folder, as in
        `rules/dropped-task`, says which page is meant. A text that Python or pytest has printed leads to
        the pages of what it means.
        """
        folder, _, word = name.lower().replace("_", "-").removesuffix(".md").rpartition("/")
        chapter = _FOLDERS.get(folder.rpartition("/")[2])
        exact = [page for page in self.pages if page.name == word and chapter in {None, page.chapter}]
        found = exact or [page for page in self.pages if word in page.also]
        return found or [page for page in self.pages if any(_prints(text, name) for text in page.texts)]

    def close_to(self, name: str) -> list[str]:
        """Return the names that look like this one."""
        names = {word for page in self.pages for word in (page.name, *page.also)}
        return get_close_matches(name.lower().replace("_", "-"), sorted(names), n=1)

    def chapters(self) -> list[tuple[str, list[Page]]]:
        """Return the pages by chapter."""
        return [(title, list(pages)) for title, pages in groupby(self.pages, key=lambda page: page.chapter)]


def open_book() -> Book:
    """Gather all pages."""
    guards = [
        Page(
            guard.name,
            GUARDS,
            guard_page.summary_of(guard),
            partial(guard_page.page_of, guard),
            also=(guard.group.replace("_", "-"),),
            texts=guard.texts,
        )
        for guard in all_guards()
    ]
    rules = [
        Page(
            rule.name,
            RULES,
            rule_page.summary_of(rule),
            partial(rule_page.page_of, rule),
            also=(rule.code.lower(),),
        )
        for rule in all_rules()
    ]
    cases = [
        Page(
            case.slug,
            CASES,
            case_page.summary_of(case),
            partial(case_page.page_of, case),
            texts=case.texts,
        )
        for case in sorted(all_cases(), key=lambda case: case.slug)
    ]
    errors = [
        Page(slug, ERRORS, first_sentence(text), partial(str, text)) for slug, text in error_pages().items()
    ]
    return Book((*guards, *rules, *cases, *errors))


def _prints(text: str, said: str) -> bool:
    """Tell whether what was printed holds a text, or is a part of it that is long enough to mean it."""
    is_part = len(said) >= _LONG_ENOUGH and said.lower() in text.lower()
    return is_part or case_page.pattern_of(text).search(said) is not None
