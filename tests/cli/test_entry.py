"""Claims about the way in and out: every way in which a command ends has its exit code and its words."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import subprocess
import sys
import types
from importlib import metadata
from pathlib import Path

import pytest

from asyncproof import __version__
from asyncproof.cli import ExitCode, entry, main
from asyncproof.cli.registry import command_names
from asyncproof.core import ScheduleError, UsageError


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> types.SimpleNamespace:
    """A command in the place of `doctor`, whose `run` a test sets."""
    fake = types.SimpleNamespace(
        HELP="", add_arguments=lambda parser: None, run=lambda args, console: ExitCode.OK
    )
    monkeypatch.setattr(entry, "load_command", lambda name: fake)
    return fake


def raising(error: BaseException) -> object:
    """Make a `run` that raises."""

    def run(args: object, console: object) -> int:
        raise error

    return run


def test_version_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` says name and version, and nothing else."""
    assert main(["--version"]) == ExitCode.OK
    assert capsys.readouterr().out == f"asyncproof {__version__}\n"


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` lists the commands with one line each, and the exit codes."""
    assert main(["--help"]) == ExitCode.OK
    out = capsys.readouterr().out
    assert "doctor      show what is installed" in out
    assert "exit codes:" in out


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """Called without a command it helps, and the exit code says that nothing was done."""
    assert main([]) == ExitCode.USAGE
    assert "commands:" in capsys.readouterr().out


def test_a_misspelt_command_is_recognised(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown command names the close one and lists them all, on the error stream."""
    assert main(["docter"]) == ExitCode.USAGE
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "There is no command 'docter'. Did you mean 'doctor'?" in captured.err
    assert f"The commands are: {', '.join(command_names())}." in captured.err


def test_a_misspelt_option_is_recognised(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown option names the close one and how to get help."""
    assert main(["doctor", "--jsn"]) == ExitCode.USAGE
    error = capsys.readouterr().err
    assert "asyncproof doctor takes no option '--jsn'. Did you mean '--json'?" in error
    assert "Try: asyncproof doctor --help" in error


def test_a_surplus_argument_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A word too many is shown, not ignored."""
    assert main(["completion", "bash", "zsh"]) == ExitCode.USAGE
    assert "takes no further argument 'zsh'" in capsys.readouterr().err


def test_an_unknown_option_without_a_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Options before the command are checked as well."""
    assert main(["--colour=never"]) == ExitCode.USAGE
    assert "asyncproof takes no option '--colour=never'. Did you mean '--color'?" in capsys.readouterr().err


def test_a_bad_value_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A value that an option does not take is answered with those that it takes."""
    assert main(["--color", "blue", "doctor"]) == ExitCode.USAGE
    assert "invalid choice: 'blue'" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--color=always", "doctor"], ["doctor", "--color=always"]])
def test_common_options_stand_anywhere(
    words: list[str], command: types.SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--color` means the same before the command and after it."""
    seen: list[str] = []
    command.run = lambda args, console: seen.append(args.color) or ExitCode.OK
    assert main(words) == ExitCode.OK
    assert seen == ["always"]


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (UsageError("Give a directory."), ExitCode.USAGE, "asyncproof: Give a directory.\n"),
        (
            ScheduleError("Damaged."),
            ExitCode.FINDINGS,
            "asyncproof: Damaged.\n(more: asyncproof explain damaged-schedule)\n",
        ),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED, "asyncproof: interrupted\n"),
        (SystemExit(5), 5, ""),
        (SystemExit("text"), ExitCode.OK, ""),
    ],
)
def test_errors_have_exit_codes(
    error: BaseException,
    code: int,
    words: str,
    command: types.SimpleNamespace,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each kind of error ends with its exit code and its message alone."""
    command.run = raising(error)
    assert main(["doctor"]) == code
    assert capsys.readouterr().err == words


def test_a_bug_of_ours_is_short_and_reportable(
    command: types.SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    """A crash says that it is ours, where it is and how to report it; no traceback unless asked for."""
    command.run = raising(ZeroDivisionError("division by zero"))
    assert main(["doctor", "some where"]) == ExitCode.INTERNAL
    error = capsys.readouterr().err
    assert "internal error: ZeroDivisionError: division by zero" in error
    assert "test_entry.py:" in error
    assert "bug in asyncproof, not in your code" in error
    assert "asyncproof doctor 'some where' --traceback" in error
    assert "Traceback" not in error


def test_the_traceback_is_shown_on_request(
    command: types.SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--traceback` shows where a crash came from."""
    command.run = raising(ZeroDivisionError("division by zero"))
    assert main(["doctor", "--traceback"]) == ExitCode.INTERNAL
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_drama() -> None:
    """When the pipe is closed the command ends quietly, with the code that shells know."""
    closed = subprocess.run([sys.executable, "-c", CLOSED_PIPE], capture_output=True, text=True, check=False)
    assert (closed.returncode, closed.stderr) == (ExitCode.BROKEN_PIPE, "")


CLOSED_PIPE = """
import os, sys
reader, writer = os.pipe()
os.close(reader)
os.dup2(writer, 1)
from asyncproof.cli import main
sys.exit(main(["completion", "bash"]))
"""


def test_names_that_the_terminal_cannot_show_are_escaped(tmp_path: Path) -> None:
    """A directory with an umlaut is no crash where output is ASCII."""
    project = tmp_path / "pr\N{LATIN SMALL LETTER U WITH DIAERESIS}f"
    project.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "asyncproof", "doctor", str(project)],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (ExitCode.FINDINGS, "")
    assert "pr\\xfcf" in done.stdout


def test_it_runs_as_a_module() -> None:
    """`python -m asyncproof` is the same command."""
    done = subprocess.run(
        [sys.executable, "-m", "asyncproof", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"asyncproof {__version__}\n"


def test_the_installed_command_is_this_one() -> None:
    """The console script points at `main`."""
    scripts = {entry.name: entry.value for entry in metadata.entry_points(group="console_scripts")}
    assert scripts["asyncproof"] == "asyncproof.cli:main"


def test_a_quick_question_loads_little() -> None:
    """`--version` loads no command, no terminal library and no event loop."""
    script = """
import sys
from asyncproof.cli import main
main(["--version"])
print(sorted({"rich", "asyncio", "packaging", "asyncproof.cli.commands.doctor"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_output_may_be_anything_that_is_written_to() -> None:
    """Who calls `main` with a stream of their own gets the output there."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(["--version"]) == ExitCode.OK
    assert out.getvalue() == f"asyncproof {__version__}\n"


def test_importing_the_module_runs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """A tool that imports every module of the package does not start the command."""
    module = importlib.import_module("asyncproof.__main__")
    assert module.main is main
    assert capsys.readouterr().out == ""
