"""Run CPython's own asyncio tests on stock asyncio and on our loop, and compare the two.

`python -m tools.cpython_tests --help` lists the options. Every interpreter that is named (default: this
one) runs each test module three times: on the stock loop, on ours in real time, on ours in virtual time.
What differs must be listed, with its reason, in `cpython_expected.py`; a difference that is not listed
makes the command fail.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tools.cpython_differences import MODES, Difference, Expected, Outcome, compare
from tools.cpython_expected import EXPECTED
from tools.cpython_page import Count, write_page

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
SESSION = HERE / "cpython_session.py"
SOURCE = HERE.parent / "src"
PATIENCE = 60.0  # seconds without a test beginning or ending: longer than any of them takes
NOT_OURS = ("proactor", "windows")  # other platforms
Outcomes = dict[str, Outcome]


def modules_of(python: str) -> list[str]:
    """List the test modules that the interpreter *python* brings along."""
    code = "import os, test.test_asyncio as t; print(*os.listdir(os.path.dirname(t.__file__)))"
    found = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    if found.returncode != 0:
        raise SystemExit(
            f"{python} has no tests of its own (test.test_asyncio): name another one with --python"
        )
    names = sorted(name.removesuffix(".py") for name in found.stdout.split() if name.startswith("test_"))
    return [name for name in names if not any(word in name for word in NOT_OURS)]


def version_of(python: str) -> str:
    """Return the version of the interpreter *python*, as in 3.12."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def read_results(path: Path) -> tuple[Outcomes, str | None]:
    """Read what a session wrote: the outcomes, and the test that began and did not end."""
    outcomes: Outcomes = {}
    running: str | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        found = json.loads(line)
        if "outcome" in found:
            outcomes[found["test"]] = Outcome(found["outcome"], found["detail"])
            running = None
        else:
            running = found["test"]
    return outcomes, running


def watch(session: subprocess.Popen[str], results: Path) -> bool:
    """Wait for *session*; end it and return False when nothing has moved for too long."""
    moved, size = time.monotonic(), 0
    while session.poll() is None:
        time.sleep(0.05)
        if results.stat().st_size != size:
            moved, size = time.monotonic(), results.stat().st_size
        elif time.monotonic() - moved > PATIENCE:
            session.kill()
            session.wait()
            return False
    return True


def run_session(command: Sequence[str], place: Path, results: Path) -> tuple[str, str]:
    """Run one session to its end; return how it ended ("" is well) and the end of what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONHASHSEED": "0"}
    with (place / "output").open("w+", encoding="utf-8", errors="replace") as output:
        session = subprocess.Popen(
            command,
            cwd=place,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            text=True,
        )
        moved = watch(session, results)
        output.seek(0)
        said = output.read()[-1500:]
    if not moved:
        return "hangs", said
    return (f"died ({session.returncode})" if session.returncode else ""), said


def run_module(python: str, module: str, mode: str) -> Outcomes:
    """Run all tests of *module*, past those that hang or take the process with them."""
    outcomes: Outcomes = {}
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        results = place / "results"
        results.touch()
        while True:
            before = len(outcomes)
            end, said = run_session(
                [python, str(SESSION), module, mode, str(results), *outcomes], place, results
            )
            outcomes, running = read_results(results)
            if end and running:
                with results.open("a", encoding="utf-8") as file:
                    print(json.dumps({"test": running, "outcome": end, "detail": said}), file=file)
                outcomes[running] = Outcome(end, said)
            if not end:
                return outcomes
            if len(outcomes) == before:
                raise SystemExit(f"{module} on {mode}: the session {end} and no test moved:\n{said}")


def summary(outcomes: Outcomes) -> str:
    """Count the outcomes in a few words."""
    counts = Counter(found.outcome for found in outcomes.values())
    return ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))


def run_python(
    python: str, modules: Sequence[str], modes: Sequence[str], jobs: int
) -> tuple[list[Difference], list[Count]]:
    """Run the modules on one interpreter, print a line for each; return what differs, and of how many."""
    version = version_of(python)
    differences: list[Difference] = []
    totals: Counter[str] = Counter()
    modules = modules or modules_of(python)
    with ThreadPoolExecutor(jobs) as pool:
        running = {
            (module, mode): pool.submit(run_module, python, module, mode)
            for module in modules
            for mode in ("stock", *modes)
        }
        stock: Outcomes = {}
        for (module, mode), future in running.items():
            outcomes = future.result()
            print(f"{version} {module:26} {mode:8} {len(outcomes):4} tests: {summary(outcomes)}", flush=True)
            totals[mode] += len(outcomes)
            if mode == "stock":
                stock = outcomes
            else:
                differences += compare(version, mode, stock, outcomes)
    return differences, [Count(version, mode, len(modules), totals["stock"]) for mode in modes]


def report(differences: Sequence[Difference], entries: Sequence[Expected], *, details: bool) -> int:
    """Print what differs, the unexpected ones last; return how many are unexpected."""
    unexpected = [each for each in differences if not any(entry.covers(each) for entry in entries)]
    print(f"\n{len(differences)} differences, {len(differences) - len(unexpected)} of them expected")
    alike: dict[tuple[str, str, str], list[Difference]] = {}
    for each in unexpected:
        alike.setdefault((each.python, each.test, each.ours.outcome), []).append(each)
    for (python, test, outcome), found in alike.items():
        modes = " and ".join(each.mode for each in found)
        print(f"UNEXPECTED {python} {modes}: {test}: {found[0].stock} on stock, {outcome} on ours")
        if details and found[0].ours.detail:
            print("    " + found[0].ours.detail.replace("\n", "\n    "))
    return len(unexpected)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Run CPython's own asyncio tests on our loop.")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="as in test_locks (default: all)")
    parser.add_argument(
        "--python", action="append", metavar="PATH", help="an interpreter; may be given often"
    )
    parser.add_argument("--mode", action="append", choices=MODES, help="default: both")
    parser.add_argument("--jobs", type=int, default=2, help="sessions at the same time (default: 2)")
    parser.add_argument("--brief", action="store_true", help="leave out the ends of the tracebacks")
    parser.add_argument(
        "--page", type=Path, metavar="FILE", help="also replace the results in this Markdown page"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all differences to FILE")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, compare and report."""
    options = parse(arguments)
    differences: list[Difference] = []
    counts: list[Count] = []
    for python in options.python or [sys.executable]:
        found, counted = run_python(python, options.modules, options.mode or MODES, options.jobs)
        differences += found
        counts += counted
    if options.page:
        write_page(options.page, counts, differences, EXPECTED)
    if options.json:
        data = [vars(each) | {"ours": vars(each.ours)} for each in differences]
        options.json.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    return 1 if report(differences, EXPECTED, details=not options.brief) else 0


if __name__ == "__main__":
    raise SystemExit(main())
