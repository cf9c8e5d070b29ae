"""The way in and the only way out: runs a command and turns whatever happens into an exit code."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from asyncproof.cli.exit_code import ExitCode
from asyncproof.cli.parser import build_parser, parse
from asyncproof.cli.registry import command_names, load_command
from asyncproof.cli.repeating import COMMAND, accept_every_character
from asyncproof.core import AsyncproofError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None, *, raised: BaseException | None = None) -> int:  # noqa: PLR0911 - one way out per exit code
    """Run the command line and return its exit code; *raised* ended it before it came here."""
    words = sys.argv[1:] if argv is None else list(argv)
    accept_every_character()
    try:
        if raised is not None:
            raise raised  # noqa: TRY301 - so that it ends as others do
        code = _run(words)
        sys.stdout.flush()
    except SystemExit as stop:  # --help and --version end this way
        return stop.code if isinstance(stop.code, int) else ExitCode.OK
    except KeyboardInterrupt:
        _complain("interrupted")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        _silence_output()
        return ExitCode.BROKEN_PIPE
    except UsageError as error:
        _complain(error.message)
        return ExitCode.USAGE
    except AsyncproofError as error:
        _complain(str(error))
        return ExitCode.FINDINGS
    except Exception as error:  # noqa: BLE001 - the last line of defence: a bug of ours must not look like a finding
        return _report_bug(error, words)
    return code


def _run(words: Sequence[str]) -> int:
    args = parse(words)
    if args.command is None:
        build_parser(command_names()).print_help()
        return ExitCode.USAGE
    from asyncproof.cli.console import make_console

    command, console = load_command(args.command), make_console(args.color)
    if args.command == COMMAND:
        from asyncproof.cli.remembering import remembered

        return remembered(words, args, console, lambda: command.run(args, console))
    return command.run(args, console)


def _complain(message: str) -> None:
    print(f"asyncproof: {message}", file=sys.stderr)


def _silence_output() -> None:
    # What is still in the buffer must go somewhere when the interpreter flushes it at its end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report_bug(error: Exception, words: Sequence[str]) -> int:
    from asyncproof.cli.crash import describe_crash

    _complain(describe_crash(error, words=words))
    return ExitCode.INTERNAL
