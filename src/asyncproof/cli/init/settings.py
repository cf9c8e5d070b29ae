"""Which settings a project does not say, and what holds because of that: the same is to be said by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packaging.version import Version

from asyncproof.check.pytesting.configuration import FIXTURE_SCOPE
from asyncproof.check.pytesting.options import read_options

if TYPE_CHECKING:
    from asyncproof.cli.doctor.project import Project

_MODE = "asyncio_mode"
_FIXTURES = "asyncio_default_fixture_loop_scope"
_TESTS = "asyncio_default_test_loop_scope"
_CAN_SAY_FIXTURE_SCOPE = Version("1.5")
_OFF = {"asyncio", "pytest_asyncio"}


class Missing(NamedTuple):
    """The settings to add, by their names, and what has to be said of them."""

    settings: dict[str, str]
    remarks: list[str]


def missing_in(project: Project) -> Missing:
    """Return the settings of pytest-asyncio that are not said, with the values that hold without them."""
    if _OFF & {name for name, _ in project.plugins_off()}:
        return Missing({}, ["pytest-asyncio is switched off here, so it gets no settings."])
    wanted = {_MODE: "strict", _FIXTURES: FIXTURE_SCOPE, _TESTS: "function"}
    for name in _said(project) & set(wanted):
        del wanted[name]
    installed = project.installed("pytest-asyncio")
    if _FIXTURES in wanted and installed is not None and installed < _CAN_SAY_FIXTURE_SCOPE:
        del wanted[_FIXTURES]
        remark = (
            f"{_FIXTURES} is not set: what holds now, each fixture's own scope, can be said from "
            f"pytest-asyncio {_CAN_SAY_FIXTURE_SCOPE} on, and {installed} is installed. Set it to function "
            "if no async fixture is wider."
        )
        return Missing(wanted, [remark])
    return Missing(wanted, [])


def _said(project: Project) -> set[str]:
    """Return the settings that are there, be it among the words of `addopts`."""
    addopts = project.configuration.get("addopts")
    options = read_options(addopts.words() if addopts else ())
    mode = {_MODE} if options.asyncio_mode else set()
    return {*project.configuration.settings, *options.overrides, *mode}
