"""All that asyncproof has for a project, tried on it: `check`, the suite, a bounded `explore`."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.field.checking import findings_in
from benchmarks.field.place import prepare, versions
from benchmarks.field.suites import explore, suite

if TYPE_CHECKING:
    from benchmarks.field.place import Place
    from benchmarks.field.project import Project

RESULTS = Path(__file__).parent / "results"
PARTS = ("check", "suite", "explore")


def checked(project: Project, place: Place) -> dict[str, Any]:
    """Check the project with the default rules, as somebody does who has only installed it."""
    began = time.monotonic()
    found, files, bugs = findings_in(place.source, place.python, project.check)
    kept = ("path", "line", "rule", "severity", "message")
    return {
        "files": files,
        "seconds": round(time.monotonic() - began, 1),
        "crashes": bugs,
        "findings": [{key: one[key] for key in kept} for one in found],
    }


def attempt(project: Project, work: Path, wheel: Path, uv: str, parts: list[str]) -> Path:
    """Do some parts or all, and write the result; parts that are not done again stay as they were."""
    place = prepare(project, work, wheel, uv)
    path = RESULTS / f"{project.name}.json"
    result = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    result |= {"commit": project.commit, "versions": versions(place)}
    ways = {"check": checked, "suite": suite, "explore": explore}
    result |= {part: ways[part](project, place) for part in parts}
    path.write_text(json.dumps(result, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
