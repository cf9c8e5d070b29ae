"""Settings of asyncproof that do not exist, or whose value makes no sense."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from asyncproof.cli.doctor.checks import finding
from asyncproof.exploring.allowance import read_allowance
from asyncproof.guard.sayings import SayingError, check_allowed, read_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from asyncproof.check.pytesting.settings import Setting
    from asyncproof.cli.doctor.project import Project
    from asyncproof.core import Finding

_PREFIX = "asyncproof_"
_TRUTH_SETTING = "asyncproof_virtual_time"
"""The one that is a boolean in TOML."""
_TRUTH = ("1", "yes", "true", "on", "0", "no", "false", "off")


def _is_positive(kind: Callable[[str], float]) -> Callable[[str], bool]:
    def accepts(text: str) -> bool:
        try:
            return kind(text) > 0
        except ValueError:
            return False

    return accepts


SETTINGS: dict[str, tuple[str, str, Callable[[str], bool]]] = {
    _TRUTH_SETTING: ("true or false", "true", lambda text: text.lower() in _TRUTH),
    "asyncproof_network": ("real or memory", "memory", lambda text: text in {"real", "memory"}),
    "asyncproof_wall_clock": ("true, or a date and time", "true", bool),
    "asyncproof_steps": ("a whole number above 0", "100000", _is_positive(int)),
    "asyncproof_jumps": ("a whole number above 0", "100000", _is_positive(int)),
    "asyncproof_patience": ("real seconds above 0", "2.0", _is_positive(float)),
    "asyncproof_hang": ("real seconds above 0", "60.0", _is_positive(float)),
    "asyncproof_block_after": ("real seconds above 0", "0.1", _is_positive(float)),
    "asyncproof_explore": (
        "true, or a number of runs for each test, as 200, or of seconds, as 30s",
        "true",
        lambda text: text.lower() in {"true", "false"} or read_allowance(text) is not None,
    ),
    "asyncproof_baseline": ("the name of a file", "asyncproof-baseline.txt", bool),
}
"""Each setting with what it takes, an example, and whether a text is that."""

LISTS: dict[str, tuple[str, Callable[[str], object]]] = {
    "asyncproof_guards": ("leaks = warn", read_line),
    "asyncproof_allow": ("leaks: app.pool.*", check_allowed),
}
"""Each setting of many lines with an example of a line, and who reads one."""


def check(project: Project) -> Iterator[Finding]:
    """Look at every setting that begins with our name."""
    for name, setting in project.configuration.settings.items():
        if name in LISTS:
            yield from _lines(name, setting)
            continue
        if name not in SETTINGS:
            if name.startswith(_PREFIX):
                yield _unknown(project, name)
            continue
        takes, example, accepts = SETTINGS[name]
        if not accepts(setting.text):
            yield finding(
                "own-settings",
                f"{name} is {setting.text!r}",
                place=setting.place,
                cause=f"It takes {takes}.",
                cure=project.configuration.line(name, example, is_truth=name == _TRUTH_SETTING),
            )


def _lines(name: str, setting: Setting) -> Iterator[Finding]:
    example, read = LISTS[name]
    for line in setting.lines():
        problem = _problem(read, line)
        if problem:
            yield finding(
                "own-settings",
                f"{name} says {line!r}",
                place=setting.place,
                cause=problem[0].upper() + problem[1:],
                cure=f"A line is written as: {example}",
            )


def _problem(read: Callable[[str], object], line: str) -> str:
    try:
        read(line)
    except SayingError as error:
        return str(error)
    return ""


def _unknown(project: Project, name: str) -> Finding:
    setting = project.configuration.settings[name]
    # Without what all of them begin with, or every name would be close to every other.
    shorts = [known.removeprefix(_PREFIX) for known in (*SETTINGS, *LISTS)]
    close = [_PREFIX + short for short in get_close_matches(name.removeprefix(_PREFIX), shorts, n=1)]
    cure = "Remove the line."
    if close:
        cure = project.configuration.line(close[0], setting.text, is_truth=close[0] == _TRUTH_SETTING)
    return finding(
        "own-settings",
        f"there is no setting {name}",
        place=setting.place,
        cause="pytest ignores it with a warning. The settings are "
        + ", ".join(sorted([*SETTINGS, *LISTS]))
        + ".",
        cure=cure,
    )
