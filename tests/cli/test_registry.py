"""Claims about the commands: each is one file, and says of itself what help and completion need."""

from __future__ import annotations

import argparse
import inspect

import pytest

from asyncproof.cli.registry import command_names, load_command


def test_the_directory_is_the_list() -> None:
    """The commands are the modules in `cli/commands`, in order."""
    assert command_names() == sorted(command_names())
    assert {"completion", "doctor"} <= set(command_names())


@pytest.mark.parametrize("name", command_names())
def test_every_command_is_complete(name: str) -> None:
    """A command has one line for the overview, a long text, arguments and a way to run."""
    command = load_command(name)
    assert command.HELP[0].islower()
    assert not command.HELP.endswith(".")
    assert len(command.HELP) < 80
    assert inspect.getdoc(command)
    command.add_arguments(argparse.ArgumentParser())
    assert callable(command.run)
