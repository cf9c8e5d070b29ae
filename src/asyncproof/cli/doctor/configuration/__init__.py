"""Reads the pytest configuration of a project as pytest does, and remembers the line of every setting."""

from asyncproof.cli.doctor.configuration.search import find_configuration
from asyncproof.cli.doctor.configuration.values import Configuration

__all__ = ["Configuration", "find_configuration"]
