"""Fixtures by which older versions of pytest-asyncio let a project make its own event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.version import Version

from asyncproof.cli.doctor.checks import finding
from asyncproof.core import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.cli.doctor.project import Project
    from asyncproof.cli.doctor.sources import Definition
    from asyncproof.core import Finding

_REMOVED_IN = Version("1.0")
_HOOK = """\
def pytest_asyncio_loop_factories(config, item):
    return {"my-loop": make_my_loop}"""


def check(project: Project) -> Iterator[Finding]:
    """Look for `event_loop` and `event_loop_policy` in conftests and test files."""
    version = project.installed("pytest-asyncio")
    if version is None:
        return
    for fixture in project.sources.fixtures:
        if fixture.name == "event_loop" and version >= _REMOVED_IN:
            yield _event_loop(project, fixture)
        elif fixture.name == "event_loop_policy":
            yield _event_loop_policy(fixture)


def _event_loop(project: Project, fixture: Definition) -> Finding:
    scope = fixture.scope or "function"
    names = ("asyncio_default_fixture_loop_scope", "asyncio_default_test_loop_scope")
    wider = "\n".join(project.configuration.line(name, scope) for name in names)
    return finding(
        "loop-fixtures",
        "the fixture event_loop is defined, but nothing uses it any more",
        place=Place(str(fixture.file), fixture.line),
        cause=(
            "pytest-asyncio 1.0 removed it: tests and fixtures run in another loop than this one. Delete it; "
            + ("scopes are settings now." if scope != "function" else "a loop of your own is a hook now.")
        ),
        cure=wider if scope != "function" else _HOOK,
    )


def _event_loop_policy(fixture: Definition) -> Finding:
    return finding(
        "loop-fixtures",
        "the fixture event_loop_policy is deprecated",
        place=Place(str(fixture.file), fixture.line),
        severity=Severity.WARNING,
        cause=(
            "Python 3.16 removes event loop policies, and pytest-asyncio warns about the fixture. "
            "A loop of your own is a hook in conftest.py now."
        ),
        cure=_HOOK,
    )
