"""One review of some files: they are checked by all rules, and counted meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.checker import Checker
from asyncproof.check.outcome import together
from asyncproof.check.registry import all_rules
from asyncproof.check.review.answer import Review
from asyncproof.check.review.census import Counting
from asyncproof.check.review.material import Material
from asyncproof.check.review.questions import answers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from asyncproof.check.reading.trouble import Trouble


def review(
    projects: Iterable[tuple[Path, Sequence[Path]]],
    *,
    raises: bool = False,
    troubles: Iterable[Trouble] = (),
) -> Review:
    """Review the files of some projects, each with its root; *troubles* came up while they were found."""
    counting = Counting()
    outcome = together(
        Checker(root, [*all_rules(), counting], raises=raises).check(files) for root, files in projects
    )
    census = counting.census
    material = Material(census, outcome.hits, {rule.name: rule.code for rule in all_rules()})
    unreadable = tuple(dict.fromkeys(trouble.path for trouble in (*troubles, *outcome.troubles)))
    return Review(answers(material), outcome.files, len(census.tests), len(census.async_tests), unreadable)
