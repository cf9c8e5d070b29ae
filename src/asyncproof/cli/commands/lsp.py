"""Serve what `asyncproof check` finds to an editor, by the language server protocol over standard input.

An editor starts it and stops it. It needs the extra `asyncproof[lsp]`.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from asyncproof.cli.exit_code import ExitCode
from asyncproof.core import UsageError

if TYPE_CHECKING:
    import argparse

    from rich.console import Console

HELP = "serve an editor what `check` finds, while somebody types"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing but what editors are used to give."""
    parser.add_argument(
        "--stdio", action="store_true", help="talk over standard input and output (always so)"
    )


def run(_: argparse.Namespace, console: Console) -> int:
    """Serve until the editor says goodbye."""
    del console  # standard output belongs to the protocol
    try:
        from asyncproof.lsp.listening import make_server
    except ImportError as error:
        if error.name not in {"pygls", "lsprotocol"}:
            raise
        raise UsageError(
            f"The language server needs {error.name}, which is not installed.\n"
            "Install it: pip install 'asyncproof[lsp]'"
        ) from None
    gc.disable()  # the server collects while nobody types
    make_server().start_io()
    return ExitCode.OK
