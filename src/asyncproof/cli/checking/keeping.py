"""Where what is found in files is kept until they change, for one project and one choice of rules."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof._version import __version__
from asyncproof.check.cache.folder import NAME, made
from asyncproof.check.cache.kept import Kept
from asyncproof.check.cache.own import stamp

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from asyncproof.check.rule import Rule


def kept_for(root: Path, rules: Iterable[Rule], args: argparse.Namespace) -> Kept | None:
    """Return what was found before; None if nothing shall be kept, or can be."""
    if args.no_cache:
        return None
    named = args.cache_dir or os.environ.get("ASYNCPROOF_CACHE_DIR")
    folder = Path(named).absolute() if named else root.absolute() / NAME
    if not made(str(folder)):
        return None
    codes = sorted(rule.code for rule in rules)
    environment = os.environ.get("VIRTUAL_ENV")
    return Kept(
        str(folder), (__version__, sys.version, stamp(), str(Path.cwd()), str(root), environment, codes)
    )
