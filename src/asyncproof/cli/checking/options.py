"""What `asyncproof check` takes on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.cli.fixing.options import add_arguments as add_fixes

if TYPE_CHECKING:
    import argparse

FORMATS = ("text", "concise", "json", "github", "gitlab", "junit", "sarif")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the paths, the rules, the form of the output, and what a project would set in its file."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders (default: .)")
    _add_rules(parser)
    _add_files(parser)
    add_fixes(parser)
    _add_output(parser)
    _add_end(parser)


def _add_rules(parser: argparse.ArgumentParser) -> None:
    rules = parser.add_argument_group(
        "rules: names, codes, the beginning of codes, or `all`, with commas between"
    )
    for name, text in (
        ("select", "only these, whatever the project selects or ignores"),
        ("extend-select", "these beside the others"),
        ("ignore", "all but these"),
    ):
        rules.add_argument(f"--{name}", action="append", default=[], metavar="RULES", help=text)
    rules.add_argument("--all-rules", action="store_true", help="also those that ruff is set to look for")


def _add_files(parser: argparse.ArgumentParser) -> None:
    files = parser.add_argument_group("files")
    files.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="PATTERNS",
        help="leave these out, as a .gitignore would",
    )
    files.add_argument(
        "--force-exclude", action="store_true", help="leave excluded files out even where PATH names them"
    )
    files.add_argument("--no-cache", action="store_true", help="find out everything anew")
    files.add_argument(
        "--cache-dir", metavar="DIR", help="keep what is found there (default: .asyncproof_cache)"
    )
    files.add_argument("--baseline", metavar="FILE", help="leave out what is known there")
    files.add_argument("--write-baseline", action="store_true", help="make all that is found known")


def _add_output(parser: argparse.ArgumentParser) -> None:
    output = parser.add_argument_group("output")
    output.add_argument("--format", choices=FORMATS, default="text", help="the form of the output")
    output.add_argument("--output", metavar="FILE", help="write it there, and print only what it comes to")
    output.add_argument("--statistics", action="store_true", help="count the findings of each rule instead")
    output.add_argument("--quiet", "-q", action="store_true", help="print findings and nothing else")
    output.add_argument(
        "--watch", action="store_true", help="check again whenever a file changes, until Ctrl-C"
    )


def _add_end(parser: argparse.ArgumentParser) -> None:
    end = parser.add_argument_group("exit code")
    end.add_argument(
        "--fail-on",
        choices=("error", "warning", "info"),
        help="exit with 1 from this severity on (default: error)",
    )
    end.add_argument("--exit-zero", action="store_true", help="exit with 0, whatever is found")
