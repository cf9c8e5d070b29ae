"""The page: one file of HTML that needs nothing else, with the run in it as data that is never markup.

Names, messages and source are whatever users wrote. They are put into the page as JSON in which no letter
can end the element that it is in, and the script puts them on the screen as text. The page names the hashes
of its own script and style, so that a browser runs no others.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import asdict
from hashlib import sha256
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from asyncproof.report.overview import overview

if TYPE_CHECKING:
    from asyncproof.report.run import Run

SCRIPTS = (
    "dom.js",
    "words.js",
    "model.js",
    "scale.js",
    "canvas.js",
    "details.js",
    "picture.js",
    "rows.js",
    "orders.js",
    "overview.js",
    "tests.js",
    "main.js",
)
_ESCAPED = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&'\u2028\u2029"})


def draw(run: Run) -> str:
    """Return the page of a run."""
    script = '"use strict";\n(() => {\n' + "\n".join(_asset(name) for name in SCRIPTS) + "})();\n"
    style = _asset("style.css")
    tests = [{**asdict(test), "picture": bool(test.picture)} for test in run.tests]
    return Template(_asset("page.html")).substitute(
        script=script,
        style=style,
        script_hash=_hash(script),
        style_hash=_hash(style),
        data=as_json({"overview": overview(run), "tests": tests}),
        pictures="\n".join(test.picture for test in run.tests),
    )


def as_json(data: Any) -> str:
    """Return JSON that may stand in any element: what means something to HTML is written as a number."""
    return json.dumps(data, separators=(",", ":"), ensure_ascii=True).translate(_ESCAPED)


def _asset(name: str) -> str:
    return (files("asyncproof.report") / "assets" / name).read_text("utf-8")


def _hash(text: str) -> str:
    """Return a hash as a content security policy names it."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
