"""Draws the doctor's report in a terminal."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from asyncproof._version import __version__
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from asyncproof.cli.doctor.configuration import Configuration
    from asyncproof.cli.doctor.guards import GuardLevels
    from asyncproof.cli.doctor.packages import Installation
    from asyncproof.cli.doctor.report import Report
    from asyncproof.core import Finding, Place

_INDENT = "  "
_NAMES = 22
"""Wide enough for the longest name of a package."""
_VERSIONS = 10
_WIDEST = 100
"""Longer lines are hard to read, however wide the terminal is."""
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_SHOWN = ("asyncio_mode", "asyncio_default_fixture_loop_scope", "asyncio_default_test_loop_scope")


def draw(report: Report, console: Console) -> None:
    """Print the report, part by part, the findings last, where the eye is."""
    for line in _lines(report, width=min(console.width, _WIDEST)):
        console.print(line, soft_wrap=True)


def _lines(report: Report, *, width: int) -> Iterator[Text]:
    yield Text("This environment", style="bold")
    yield _row("asyncproof", __version__)
    yield _row("Python", report.python, report.executable)
    yield _row("platform", report.platform)
    for title, group in report.packages:
        yield _title(title)
        yield from _package_rows(group)
    yield _title("This project")
    yield from _project_rows(report.configuration)
    yield _title("Guards")
    yield from _guard_rows(report.guards, width=width)
    if report.findings:
        yield _title("Findings")
    for finding in report.findings:
        yield from _finding(finding, report.configuration.rootdir, width=width)
    yield from () if report.findings else (Text(""),)
    yield _verdict(report)


def _title(text: str) -> Text:
    return Text.assemble("\n", (text, "bold"))


def _row(name: str, value: str, remark: str = "", *, names: int = _NAMES) -> Text:
    row = Text(f"{_INDENT}{name:<{names}}  {value:<{_VERSIONS}}")
    row.append(f"  {remark}", style="dim")
    row.rstrip()
    return row


def _package_rows(group: list[Installation]) -> Iterator[Text]:
    missing = [each.package.name for each in group if each.version is None]
    for each in group:
        if each.version is not None:
            yield _row(each.package.name, each.version, each.package.gives)
    if missing:
        yield _row("not installed", "-", ", ".join(missing))


def _project_rows(configuration: Configuration) -> Iterator[Text]:
    names = [*_SHOWN, *(name for name in configuration.settings if name.startswith("asyncproof_"))]
    width = max(map(len, names))
    where = f"{_relative(configuration.file, configuration.rootdir)} {configuration.table}".strip()
    yield _row("directory", str(configuration.rootdir), names=width)
    yield _row("pytest reads", where or "no configuration file", names=width)
    for name in names:
        setting = configuration.get(name)
        line = f"line {setting.place.line}" if setting is not None and setting.place.line else ""
        text = "; ".join(setting.lines()) if setting is not None else "not set"
        yield _row(name, text, line, names=width)


def _guard_rows(levels: GuardLevels, *, width: int) -> Iterator[Text]:
    rows: defaultdict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for guard in levels.guards:
        rows[guard.group, guard.level, guard.is_set].append(guard.name)
    for (group, level, is_set), names in rows.items():
        indent = len(_row("", "x" * _VERSIONS, "x").plain) - 1
        text = ("set by the project: " if is_set else "") + ", ".join(names)
        first, *others = textwrap.wrap(text, max(width - indent, 30), break_on_hyphens=False)
        yield _row(group, level, first)
        for line in others:
            yield _row("", "", line)
    for folder, said in levels.folders:
        yield _row(f"in {folder}", said)


def _finding(finding: Finding, rootdir: Path, *, width: int) -> Iterator[Text]:
    message = Text.assemble(
        _INDENT, (f"{finding.severity.value}: ", _STYLES[finding.severity]), (finding.message, "bold")
    )
    if finding.place is not None:
        message.append(f"  {_where(finding.place, rootdir)}", style="cyan")
    yield message
    deeper = _INDENT * 2
    for line in textwrap.wrap(finding.explanation.cause, width - len(deeper)):
        yield Text(f"{deeper}{line}")
    cure = finding.explanation.cure.splitlines()
    yield from (Text(f"{deeper}{_INDENT}{line}", style="green") for line in cure)
    yield Text("")


def _where(place: Place, rootdir: Path) -> str:
    path = Path(place.file)
    name = _relative(path, rootdir) if path.is_absolute() else place.file
    return f"{name}:{place.line}" if place.line else name


def _relative(path: Path | None, rootdir: Path) -> str:
    if path is None:
        return ""
    return str(path.relative_to(rootdir)) if path.is_relative_to(rootdir) else str(path)


def _verdict(report: Report) -> Text:
    if report.healthy:
        return Text("Nothing is wrong.", style="bold green")
    count = sum(finding.severity is not Severity.INFO for finding in report.findings)
    text = "1 thing is wrong" if count == 1 else f"{count} things are wrong"
    return Text(f"{text}; the lines to write are above.", style="bold red")
