"""The `asyncproof` command; each of its commands is one file in `cli/commands`.

Nothing is imported before it is needed: a check whose answer is known needs nearly nothing.
"""

from __future__ import annotations

import sys

from asyncproof.cli.repeating import leave, repeated

TYPE_CHECKING = False  # type checkers know this name; importing it from typing would be most of the cost
if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.cli.exit_code import ExitCode

__all__ = ["ExitCode", "main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    words = sys.argv[1:] if argv is None else list(argv)
    raised: BaseException | None = None
    try:
        code = repeated(words)
    except BaseException as error:  # noqa: BLE001 - there is one place that knows how to end
        code, raised = None, error
    if code is not None:
        if argv is None:
            leave(code)
        return code
    from asyncproof.cli.entry import main

    return main(words, raised=raised)


def __getattr__(name: str) -> object:
    """Load the exit codes when somebody asks for them."""
    if name != "ExitCode":
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from asyncproof.cli.exit_code import ExitCode

    return ExitCode
