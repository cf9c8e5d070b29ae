"""Makes the site: `python -m tools.handbook [FOLDER]`, without a network; whatever is lost is an error."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from sphinx.cmd.build import build_main

ROOT = Path(__file__).resolve().parents[2]
HOME = "docs/index.html"
DOOR = f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>asyncproof</title>
<meta http-equiv="refresh" content="0; url={HOME}"><a href="{HOME}">asyncproof</a></html>
"""


def main(arguments: list[str]) -> int:
    """Make the site in a folder, and say where it begins."""
    if len(arguments) > 1 or any(word.startswith("-") for word in arguments):
        print("usage: python -m tools.handbook [FOLDER]", file=sys.stderr)
        return 2
    out = Path(*arguments) if arguments else ROOT / "build/site"
    code = build_site(out)
    if code == 0:
        print(f"The handbook: {out / 'index.html'}")
    return code


def build_site(out: Path) -> int:
    """Have Sphinx make all pages anew, with warnings as errors, and return its exit code."""
    paths = ["-c", str(ROOT / "docs"), str(ROOT), str(out)]
    with TemporaryDirectory() as kept:
        code = build_main(["-q", "-n", "-W", "--keep-going", "-j", "auto", "-d", kept, *paths])
    (out / "index.html").write_text(DOOR, encoding="utf-8")
    return code


if __name__ == "__main__":
    gc.disable()  # a third of the time would be spent on looking through pages that are still needed
    sys.exit(main(sys.argv[1:]))
