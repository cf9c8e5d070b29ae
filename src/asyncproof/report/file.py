"""A run as a file of JSON: written at the end of a run, read to draw it, or several of them as one."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.report.overview import overview
from asyncproof.report.run import Run, Test

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "asyncproof-report"
VERSION = 1
_COUNTS = ("tests_left_out", "texts_cut", "pictures_left_out")


def as_data(run: Run) -> dict[str, Any]:
    """Return a run as plain values."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "overview": overview(run),
        **{name: getattr(run, name) for name in _COUNTS},
        "tests": [asdict(test) for test in run.tests],
    }


def write_json(run: Run, path: Path) -> None:
    """Write a run."""
    replace(path, json.dumps(as_data(run), indent=1, ensure_ascii=True) + "\n")


def read_json(path: Path) -> Run:
    """Read a run back, or say what is wrong with the file."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(
            f"{path} can't be read: {error.strerror}. Give a file that a run has written."
        ) from None
    except ValueError:
        raise _not_ours(path) from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _not_ours(path)
    if data.get("version") != VERSION:
        raise UsageError(
            f"{path} is a report of version {data.get('version')}, and this asyncproof reads {VERSION}. "
            "Run the tests again with it."
        )
    try:
        return _run(data)
    except (AttributeError, KeyError, TypeError):
        raise UsageError(
            f"{path} is a damaged report: a part of it is missing. Run the tests again."
        ) from None


def replace(path: Path, text: str) -> None:
    """Write a file in one step: whoever opens it finds the old one or the new one, never half of it."""
    half = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_text(text, "utf-8")
        half.replace(path)
    except OSError as error:
        with suppress(OSError):
            half.unlink()
        raise UsageError(f"{path} can't be written: {error.strerror}. Give another place.") from None


def _run(data: dict[str, Any]) -> Run:
    names = {field.name for field in fields(Test)}
    run = Run(about=dict(data["overview"]["about"]))
    for each in data["tests"]:
        run.add(Test(**{name: value for name, value in each.items() if name in names}))
    for name in _COUNTS:
        setattr(run, name, getattr(run, name) + data[name])
    return run


def _not_ours(path: Path) -> UsageError:
    return UsageError(
        f"{path} is no report of asyncproof. "
        "Give a file that `pytest --asyncproof-report=FILE.json` has written."
    )
