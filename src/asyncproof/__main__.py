"""Runs the command line as `python -m asyncproof`."""

from __future__ import annotations

import sys

from asyncproof.cli import main

if __name__ == "__main__":
    sys.exit(main())
