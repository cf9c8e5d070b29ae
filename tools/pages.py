"""Pages that are made from others: `python tools/pages.py` writes them, `--check` fails if one is stale.

`docs/errors/index.md` lists the pages beside it. The pages of guards, explanations and rules are the
docstrings of their classes, those of the reference are made by `tools/reference`. In their folders nothing
else may stand.
"""

from __future__ import annotations

import difflib
import re
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.check import page as rule_page
from asyncproof.check.registry import all_rules
from asyncproof.cli.pages.errors import first_sentence
from asyncproof.explain import all_cases
from asyncproof.explain import page as case_page
from asyncproof.guard import all_guards
from asyncproof.guard import page as guard_page

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # it is started as a file, and its neighbours are found from there

from tools.reference import reference_pages  # noqa: E402 - as just said

MADE = "<!-- Made by tools/pages.py: change the pages it lists, then run it. -->"
FROM_CLASS = "<!-- Made by tools/pages.py from the docstring of the class: change that, then run it. -->"
BLIND = """\
A run in which the guards are silent is not proven to be right. They watch what happens in the process that
runs the tests, while the tests run. So nothing of this is seen:

- What did not happen: a path that no test takes, an order that did not come up, a missing assertion.
- What happens in another process, or in this one before the first test begins or after the last has ended.
- trio, and other event loops than asyncio's own, uvloop's and ours.
- What a C extension keeps to itself: objects without weak references, threads that Python did not start.
- Tests whose guards are switched off by some [setting](guards.md): `asyncproof doctor` lists what is.

And where a guard cannot be sure it says nothing, or only warns: an honest test that fails costs more trust
than a lie that passes. What each guard in particular cannot see follows; their pages say what they do see.
"""
WHY = "docs/why-does-my-test.md"
MADE_FOLDERS = ("docs/guards", "docs/explain", "docs/rules", "docs/reference")


def error_index(root: Path) -> str:
    """List the errors and what happened in each."""
    pages = sorted(path for path in (root / "docs/errors").glob("*.md") if path.name != "index.md")
    entries = [f"- [{path.stem}]({path.name}): {first_sentence(path.read_text('utf-8'))}" for path in pages]
    intro = "Every error of asyncproof names its page. A page says what happened and what to do."
    return "\n".join(["# Errors", "", MADE, "", intro, "", *entries, ""])


def guard_index() -> str:
    """List the guards by group, each with what it finds."""
    lines = ["# The guards, one by one", "", FROM_CLASS, ""]
    lines += ["What they are and how they are set: [guards](../guards.md).", ""]
    for group, guards in groupby(all_guards(), key=lambda guard: guard.group):
        lines += [f"## `{group}`", ""]
        for guard in guards:
            level = "" if guard.default.value == "error" else f" ({guard.default.value} by default)"
            lines.append(f"- [{guard.name}]({guard.name}.md){level}: {guard_page.summary_of(guard)}")
        lines.append("")
    return "\n".join(lines)


def blind_spots() -> str:
    """Collect what each guard says that it cannot see."""
    lines = ["# What the guards cannot see", "", FROM_CLASS, "", *BLIND.splitlines(), ""]
    for group, guards in groupby(all_guards(), key=lambda guard: guard.group):
        lines += [f"## `{group}`", ""]
        for guard in guards:
            text = _from_docs(guard_page.section_of(guard, "What it cannot see"))
            lines += [
                f"### [{guard.name}](guards/{guard.name}.md)",
                "",
                *(text or "(It says nothing.)").splitlines(),
                "",
            ]
    return "\n".join(lines)


def _from_docs(text: str) -> str:
    """Return a text of a page in docs/guards/ with links that lead from docs/."""
    return re.sub(r"\]\((\.\./)?([^)]*\.md)", lambda link: f"]({'' if link[1] else 'guards/'}{link[2]}", text)


def case_index() -> str:
    """List the explanations, each with what it is about."""
    cases = sorted(all_cases(), key=lambda case: case.slug)
    entries = [f"- [{case.slug}]({case.slug}.md): {case_page.summary_of(case)}" for case in cases]
    intro = "How they come into a report, and what they are not: [explanations](../explain.md)."
    return "\n".join(["# The explanations, one by one", "", FROM_CLASS, "", intro, "", *entries, ""])


def rule_index() -> str:
    """List the rules by their codes, each with what it finds."""
    entries = [
        f"- {rule.code} [{rule.name}]({rule.name}.md): {rule_page.summary_of(rule)}" for rule in all_rules()
    ]
    intro = "How they are used, chosen and allowed: [check](../check.md)."
    return "\n".join(["# The rules, one by one", "", FROM_CLASS, "", intro, "", *entries, ""])


def signatures(root: Path) -> str:
    """Fill in what is printed and what it means, into a page that is written by hand but for these tables."""
    path = root / WHY
    text = path.read_text("utf-8") if path.exists() else ""
    cases = [
        (said, f"[{case.slug}](explain/{case.slug}.md): {case_page.summary_of(case)}")
        for case in all_cases()
        for said in case.texts
    ]
    guards = [
        (said, f"[{guard.name}](guards/{guard.name}.md): {guard_page.summary_of(guard)}")
        for guard in all_guards()
        for said in guard.texts
    ]
    for name, rows in (("explanations", cases), ("guards", guards)):
        before, begin, rest = text.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition(f"<!-- end of {name} -->\n")
        if end:
            text = "\n".join([f"{before}{begin}", *table_of(rows), f"{end}{after}"])
    return text


def table_of(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Make a table of what is printed: each text once, sorted by its first word that is no sign."""
    meanings: dict[str, list[str]] = {}
    for said, meaning in rows:
        meanings.setdefault(said, []).append(meaning)
    order = sorted(meanings, key=lambda said: re.sub(r"^[^a-z]+", "", said.lower()))
    lines = [f"| `{said}` | {' '.join(meanings[said])} |" for said in order]
    return ["| what is printed | what it means |", "|---|---|", *lines, ""]


def made_pages(root: Path) -> dict[str, str]:
    """Make all pages: their paths, and their texts."""
    return {
        "docs/errors/index.md": error_index(root),
        "docs/guards/index.md": guard_index(),
        "docs/explain/index.md": case_index(),
        "docs/rules/index.md": rule_index(),
        "docs/what-guards-cannot-see.md": blind_spots(),
        WHY: signatures(root),
        **{
            f"docs/guards/{guard.name}.md": guard_page.page_of(guard, made=FROM_CLASS)
            for guard in all_guards()
        },
        **{f"docs/explain/{case.slug}.md": case_page.page_of(case, made=FROM_CLASS) for case in all_cases()},
        **{f"docs/rules/{rule.name}.md": rule_page.page_of(rule, made=FROM_CLASS) for rule in all_rules()},
        **reference_pages(),
    }


def surplus_pages(root: Path, made: dict[str, str]) -> list[str]:
    """List the pages whose guard or explanation is gone."""
    found = [
        path.relative_to(root).as_posix() for name in MADE_FOLDERS for path in (root / name).glob("*.md")
    ]
    return sorted(set(found) - set(made))


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Write the pages, or with `--check` show which are stale, and return the exit code."""
    if arguments not in ([], ["--check"]):
        print("usage: python tools/pages.py [--check]", file=sys.stderr)
        return 2
    made = made_pages(root)
    if arguments:
        return 1 if find_stale(root, made) else 0
    write_pages(root, made)
    return 0


def find_stale(root: Path, made: dict[str, str]) -> bool:
    """Show what is stale, missing or surplus, and say whether anything is."""
    problems: list[str] = []
    for name, new in made.items():
        path = root / name
        old = path.read_text("utf-8") if path.exists() else ""
        if old != new:
            problems += difflib.unified_diff(old.splitlines(), new.splitlines(), name, "as made", lineterm="")
            problems.append(f"{name} is stale; run: python tools/pages.py")
    problems += [f"{name} is about nothing; run: python tools/pages.py" for name in surplus_pages(root, made)]
    if problems:
        print(*problems, sep="\n", file=sys.stderr)
    return bool(problems)


def write_pages(root: Path, made: dict[str, str]) -> None:
    """Write what is stale or missing, and remove what is surplus."""
    for name, new in made.items():
        path = root / name
        if not path.exists() or path.read_text("utf-8") != new:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(new, encoding="utf-8")
            print(f"wrote {name}")
    for name in surplus_pages(root, made):
        (root / name).unlink()
        print(f"removed {name}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
