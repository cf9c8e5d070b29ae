"""What `asyncproof check` finds in public repositories: a table by rule, and samples to be read and judged.

`python -m benchmarks.field check FOLDER [FOLDER ...]` checks each folder with the default rules, or all.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

Findings = dict[str, list[dict[str, Any]]]
"""The findings of each rule, each with its repository."""


def findings_in(
    folder: Path, python: str, arguments: list[str]
) -> tuple[list[dict[str, Any]], int, list[str]]:
    """Check a folder; return its findings, how many files it has, and what failed in the checker itself."""
    command = [python, "-m", "asyncproof", "check", "--format", "json", "--no-cache", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if not done.stdout.startswith("{"):
        return [], 0, [done.stdout + done.stderr]
    data = json.loads(done.stdout)
    bugs = [one["message"] for one in data["unreadable"] if "itself failed" in one["message"]]
    return data["findings"], data["files"], bugs


def table(found: Findings, repositories: list[str]) -> str:
    """Return the numbers as a Markdown table, a line a rule, the severest first."""
    head = ["rule", "severity", *repositories, "all"]
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * 2}{'---:|' * (len(repositories) + 1)}"]
    order = {"error": 0, "warning": 1, "info": 2}
    for rule, hits in sorted(found.items(), key=lambda item: (order[item[1][0]["severity"]], item[0])):
        counts = Counter(hit["repository"] for hit in hits)
        cells = [str(counts[name] or "") for name in repositories]
        lines.append(f"| {rule} | {hits[0]['severity']} | {' | '.join(cells)} | {len(hits)} |")
    return "\n".join(lines)


def samples(found: Findings, size: int, seed: int) -> str:
    """Return some findings of each rule, with their line, to be read."""
    chance = random.Random(seed)
    lines = []
    for rule, hits in sorted(found.items()):
        lines.append(f"\n## {rule} ({len(hits)})")
        lines += [
            f"{hit['repository']}/{hit['path']}:{hit['line']}: {hit['message']}"
            for hit in chance.sample(hits, min(size, len(hits)))
        ]
    return "\n".join(lines)


def main() -> None:
    """Read the command line, check, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.field check", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--all", action="store_true", help="all rules, also those that are off by default")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="print N findings of each rule")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found: Findings = defaultdict(list)
    names = []
    for folder in options.folders:
        more = ["--select", "all"] if options.all else []
        hits, files, bugs = findings_in(folder, sys.executable, ["--all-rules", *more, "."])
        names.append(folder.resolve().name)
        print(f"{names[-1]}: {files} files, {len(hits)} findings", *bugs, sep="\n  ", file=sys.stderr)
        for hit in hits:
            found[hit["rule"]].append({**hit, "repository": names[-1]})
    print(table(found, names))
    if options.sample:
        print(samples(found, options.sample, options.seed))
