"""Claims about what is said when asyncproof itself fails."""

from __future__ import annotations

from email.message import Message
from importlib import metadata

import pytest

from asyncproof.cli.crash import describe_crash


def test_an_error_that_was_never_raised_has_no_place() -> None:
    """Without a traceback the place is not made up."""
    assert "at an unknown place" in describe_crash(ValueError("x"), words=["doctor"])


def test_the_issue_tracker_is_named_where_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address for reports comes from the package's own metadata."""
    message = Message()
    message["Project-URL"] = "Issues, https://example.com/issues"
    monkeypatch.setattr(metadata, "metadata", lambda name: message)
    assert describe_crash(ValueError("x"), words=[]).endswith("to https://example.com/issues")


def test_a_package_without_metadata_can_still_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run from a bare source tree, the report is just shorter."""

    def missing(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "metadata", missing)
    assert describe_crash(ValueError("x"), words=[]).endswith("asyncproof doctor")
