"""List the rules of `asyncproof check`: code, name, and what each finds.

`asyncproof explain NAME` shows the page of one. A `-` marks a rule that is off unless it is selected.
With `--json`, `also` has the codes of other tools that find the same.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from asyncproof.cli.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse

    from rich.console import Console

HELP = "list the rules of `asyncproof check`"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the form of the output."""
    parser.add_argument("--json", action="store_true", help="print the rules as JSON")


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the rules."""
    from asyncproof.check.page import summary_of
    from asyncproof.check.registry import all_rules

    if args.json:
        fields = [
            {
                "code": rule.code,
                "name": rule.name,
                "severity": rule.severity.value,
                "confidence": rule.confidence.value,
                "default": rule.default,
                "since": rule.since,
                "also": list(rule.also),
                "summary": summary_of(rule),
            }
            for rule in all_rules()
        ]
        console.file.write(json.dumps(fields, indent=2) + "\n")
        return ExitCode.OK
    width = max(len(rule.name) for rule in all_rules())
    for rule in all_rules():
        mark = " " if rule.default else "-"
        console.print(f"{rule.code} {mark} {rule.name:<{width}}  {summary_of(rule)}", soft_wrap=True)
    return ExitCode.OK
