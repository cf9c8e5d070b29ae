from __future__ import annotations

import pytest

from asyncproof.cli.parser import parse
from asyncproof.core import UsageError


def test_options_can_be_said_again() -> None:
    """Those that take rules or patterns."""
    args = parse(["check", "a", "--select", "x", "--select=y,z", "--exclude", "b", "-q", "c"])
    assert (args.paths, args.select, args.exclude, args.quiet) == (["a", "c"], ["x", "y,z"], ["b"], True)


def test_options_stand_before_and_behind_paths() -> None:
    """Wherever somebody adds one to the line."""
    assert parse(["check", "a", "--quiet", "b", "--fail-on", "info", "c"]).paths == ["a", "b", "c"]
    with pytest.raises(UsageError, match="takes no option '--no'"):
        parse(["check", "a", "-q", "b", "--no", "c"])


def test_a_misspelt_option_is_recognised() -> None:
    """As those of all commands, in whatever group it is."""
    with pytest.raises(UsageError, match=r"takes no option '--fail-onn'\. Did you mean '--fail-on'\?"):
        parse(["check", "--fail-onn"])
    with pytest.raises(UsageError, match="--format: invalid choice: 'sarfi'"):
        parse(["check", "--format", "sarfi"])
