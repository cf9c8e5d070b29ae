"""What is sent of a test to those who do its runs elsewhere."""

from __future__ import annotations

import pickle
import sys
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.plugin.exploring.sending import FarTest, suite_of

if TYPE_CHECKING:
    from asyncproof.plugin.exploring.sending import Suite
    from tests.plugin.suite import Suite as TestSuite


def sent(suite: TestSuite, *arguments: str) -> Suite:
    """Return what is sent of a run with one test that was started so."""
    suite.file("def test_one(): ...\ndef test_two(): ...")
    items, _ = suite.pytester.inline_genitems(*arguments)
    session: Any = items[0].session
    return suite_of(session)


@pytest.mark.parametrize(
    "given", [("--explore", "-v"), ("--explore", "30s", "-v"), ("--explore=30s", "-v"), ("-v", "--explore")]
)
def test_the_options_are_those_of_the_run(suite: TestSuite, given: tuple[str, ...]) -> None:
    """But not how far to explore: who asks for runs knows it; and each file is named once."""
    found = sent(suite, *given)
    assert "-v" in found.arguments
    assert [word for word in found.arguments if word.startswith("--explore")] == ["--explore=1"]
    assert found.arguments[-1] == str(suite.pytester.path / "test_it.py")
    assert found.arguments.count(found.arguments[-1]) == 1
    assert found.folder == str(suite.pytester.path)


def test_workers_have_no_workers_and_their_own_folders(suite: TestSuite) -> None:
    """Who helps asks nobody else to, and takes no folder that is another one's."""
    found = sent(suite, "--explore-workers=3", "--explore-executor", "dask://here:1", "--basetemp=x")
    of_workers = ("dask", "--explore-", "--basetemp")
    assert not any(word.startswith(of_workers) for word in found.arguments)


def test_where_modules_are_looked_for(suite: TestSuite, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the run looks through inside of the suite belongs to it; it can be sent."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(suite.pytester.path / "src"), "/elsewhere"])
    found = sent(suite)
    assert str(suite.pytester.path / "src") in found.paths
    assert "/elsewhere" not in found.paths
    far = FarTest(found, "test_it.py::test_one", 0, gently=True, judges=True, example=None)
    assert pickle.loads(pickle.dumps(far)) == far
