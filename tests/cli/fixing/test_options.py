from __future__ import annotations

import pytest

from asyncproof.cli.fixing.options import add_arguments, asks_for_fixes
from asyncproof.cli.parser import Parser
from asyncproof.core import UsageError


def asked(*words: str) -> bool:
    """Tell whether these words ask for fixes."""
    parser = Parser()
    parser.add_argument("--watch", action="store_true")
    add_arguments(parser)
    return asks_for_fixes(parser.parse_args(words))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], False),
        (["--fix"], True),
        (["--unsafe-fixes"], True),
        (["--diff"], True),
        (["--diff", "--fix"], True),
        (["--fix", "--verify"], True),
    ],
)
def test_what_asks_for_fixes(words: list[str], expected: bool) -> None:
    """Each of them, and none of them."""
    assert asked(*words) is expected


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--verify"], "Add --fix or --unsafe-fixes"),
        (["--fix", "--diff", "--verify"], "Leave one of them out"),
        (["--fix", "--watch"], "Leave it out where files are mended"),
    ],
)
def test_what_does_not_go_together(words: list[str], said: str) -> None:
    """It is told before anything is done."""
    with pytest.raises(UsageError, match=said):
        asked(*words)
