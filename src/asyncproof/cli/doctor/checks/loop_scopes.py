"""Which event loop async fixtures and tests run in, and whether it is the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.cli.doctor.checks import finding
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.pytesting.settings import Setting
    from asyncproof.cli.doctor.project import Project
    from asyncproof.core import Finding

_FIXTURES = "asyncio_default_fixture_loop_scope"
_TESTS = "asyncio_default_test_loop_scope"
_SCOPES = ("function", "class", "module", "package", "session")
_AS_FIXTURE = "fixture-scope"


def check(project: Project) -> Iterator[Finding]:
    """Look at the two settings for loop scopes, each alone and then together."""
    if project.installed("pytest-asyncio") is None:
        return
    fixtures, tests = project.configuration.get(_FIXTURES), project.configuration.get(_TESTS)
    invalid = [*_invalid(project, _FIXTURES, (*_SCOPES, _AS_FIXTURE)), *_invalid(project, _TESTS, _SCOPES)]
    yield from invalid
    if fixtures is None or not fixtures.text:
        yield _unset(project, tests.text if tests and tests.text in _SCOPES else "function")
    elif not invalid:
        yield from _disagreement(project, fixtures, tests)


def _invalid(project: Project, name: str, scopes: tuple[str, ...]) -> Iterator[Finding]:
    setting = project.configuration.get(name)
    if setting is not None and setting.text and setting.text not in scopes:
        yield finding(
            "loop-scopes",
            f"{name} is {setting.text!r}, which is no scope",
            place=setting.place,
            cause=f"pytest stops before it collects a test. The scopes are {', '.join(scopes)}.",
            cure=project.configuration.line(name, "function"),
        )


def _unset(project: Project, scope: str) -> Finding:
    return finding(
        "loop-scopes",
        f"{_FIXTURES} is not set",
        place=project.configuration.place_for_new(),
        severity=Severity.WARNING,
        cause=(
            "pytest-asyncio warns about it in every run: today an async fixture runs in the loop of its own "
            "scope, and later it will run in that of the function. Say which one you mean."
        ),
        cure=project.configuration.new_line(_FIXTURES, scope),
    )


def _disagreement(project: Project, fixtures: Setting, tests: Setting | None) -> Iterator[Finding]:
    test_scope = tests.text if tests is not None else "function"
    if fixtures.text in (test_scope, _AS_FIXTURE):
        return
    lines = [project.configuration.line(name, fixtures.text) for name in (_FIXTURES, _TESTS)]
    yield finding(
        "loop-scopes",
        f"async fixtures run in the {fixtures.text}'s loop, but tests in the {test_scope}'s",
        place=fixtures.place if tests is None else tests.place,
        severity=Severity.WARNING,
        cause=(
            "What a fixture opens in its loop (a client, a pool, a lock) fails in the test's with "
            "'attached to a different loop', or hangs. Give both the same scope."
        ),
        cure="\n".join(lines),
    )
