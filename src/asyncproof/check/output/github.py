"""Commands for GitHub Actions, which shows them as annotations beside the lines of a pull request.

Of each severity it shows ten for each step and fifty for each job; the log has them all. What is not for a
person's eyes, a line end or a percent sign, would begin another command: it is written as GitHub wants it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.output.place import column_of, end_column_of, path_in
from asyncproof.check.output.printable import one_line, printable
from asyncproof.check.output.rules import rule_named
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.hit import Hit
    from asyncproof.check.outcome import Outcome

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(outcome: Outcome, base: str) -> Iterator[str]:
    """Yield the commands, with paths from the top of the repository, *base*; the errors first."""
    for trouble in outcome.troubles:
        place = {"file": path_in(base, trouble.path), **({"line": trouble.line} if trouble.line else {})}
        yield _command("error", {**place, "title": "unreadable"}, f"{trouble.message}: {trouble.cure}")
    for severity, command in _COMMANDS.items():
        for hit in outcome.hits:
            if hit.severity is severity:
                yield _command(command, _place(outcome, hit, base), f"{hit.message} (to do: {hit.cure})")


def _place(outcome: Outcome, hit: Hit, base: str) -> dict[str, object]:
    place: dict[str, object] = {"file": path_in(base, hit.path), "line": hit.span.line}
    if hit.span.end_line == hit.span.line:  # GitHub takes columns on one line only
        place |= {"col": column_of(outcome, hit), "endColumn": end_column_of(outcome, hit)}
    else:
        place |= {"endLine": hit.span.end_line}
    return {**place, "title": f"{hit.rule} ({rule_named(hit.rule).code})"}


def _command(name: str, properties: dict[str, object], message: str) -> str:
    given = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {given}::{_data(message)}"


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    # A path keeps its line ends, so that it is found; what steers a terminal is spelled out all the same.
    escapes = {"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"}
    return printable("".join(escapes.get(sign, sign) for sign in text))
