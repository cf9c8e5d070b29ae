"""Tests mirror the package: who looks for the tests of a module finds them at once."""

from __future__ import annotations

import ast
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from tests.house.sources import PACKAGE, ROOT, modules, parse, short

if TYPE_CHECKING:
    from pathlib import Path

ELSEWHERE: dict[str, str] = {
    # "loop/thing.py" or "loop/things/*.py": why it has no tests/loop/test_thing.py, and where its tests are
    "check/insight/blocking/chain.py": "the ways that are told: tests/check/rules/cases/blocking-helper.md",
    "check/insight/blocking/looking.py": "calls that rules look at: tests/check/rules/cases/blocking-*.md",
    "check/insight/blocking/telling.py": "as looking.py",
    "check/facts/expressions.py": "by the scopes that they bind names in: tests/check/facts/test_scope.py",
    "check/facts/facts.py": "values without code of their own: tests/check/facts/test_scope.py",
    "check/facts/flow.py": "values without code: tests/check/facts/test_reaching.py",
    "check/facts/gathering.py": "what a module binds: tests/check/facts/test_scope.py",
    "check/facts/statements.py": "by the scopes that they bind names in: tests/check/facts/test_scope.py",
    "check/facts/nodes.py": "by the scopes that ask them: tests/check/facts/test_scope.py",
    "check/hit.py": "values without code of their own: tests/check/test_here.py",
    "check/linking/arguments.py": "by the calls that they are of: tests/check/linking/test_calls.py",
    "check/linking/asking.py": "a protocol without code",
    "check/linking/function.py": "a value: tests/check/linking/test_evaluator.py",
    "check/linking/scope.py": "where names are looked up: tests/check/linking/test_evaluator.py",
    "check/linking/value.py": "values: tests/check/linking/test_evaluator.py",
    "check/settings/choosing.py": "by the rules that are on: tests/cli/commands/test_check.py",
    "check/looked.py": "by the editor that it is kept for: tests/lsp/test_retouching.py",
    "check/insight/left_alone.py": "by two rules: tests/check/rules/cases/unrun-fixture.md",
    "check/review/answer.py": "values: tests/check/review/test_forms.py",
    "check/review/material.py": "by the questions that it is for: tests/check/review/test_questions.py",
    "check/review/page.py": "as the other forms: tests/check/review/test_forms.py",
    "check/review/reviewing.py": "by what it brings together: tests/check/review/test_questions.py",
    "check/rules/*.py": "each by the examples of its page and its cases: tests/check/test_rules.py, rules/",
    "core/chooser.py": "a protocol without code",
    "cli/checking/part.py": "a value: tests/cli/checking/test_running.py",
    "cli/commands/completion.py": "run in real shells by tests/cli/completion/",
    "cli/fixing/finished.py": "a value without code of its own: tests/cli/fixing/test_work.py",
    "cli/completion/fish.py": "run in a real fish by tests/cli/completion/test_scripts.py",
    "cli/completion/powershell.py": "written, not run: tests/cli/completion/test_scripts.py",
    "cli/completion/zsh.py": "run in a real zsh by tests/cli/completion/test_scripts.py",
    "cli/doctor/configuration/trouble.py": "one claim for all forms of file: tests/cli/doctor/configuration/",
    "cli/doctor/configuration/values.py": "as trouble.py",
    "cli/pages/page.py": "a value without code of its own: tests/cli/pages/test_book.py",
    "cli/init/plan.py": "by what is shown and written of it: tests/cli/commands/test_init.py",
    "cli/doctor/page.py": "what a user sees: tests/cli/commands/test_doctor.py",
    "cli/doctor/project.py": "what a user sees: tests/cli/commands/test_doctor.py",
    "cli/doctor/report.py": "what a user sees: tests/cli/commands/test_doctor.py",
    "cli/doctor/sources.py": "by the checks that read sources: tests/cli/doctor/checks/",
    "cli/exit_code.py": "each code where it is returned: tests/cli/test_entry.py and test_crash.py",
    "cli/parser.py": "what it parses: tests/cli/test_entry.py",
    "exploring/result.py": "by what is told: tests/exploring/test_explorer.py",
    "exploring/strategies/strategy.py": "a protocol without code",
    "explain/cases/*.py": "each by the failing tests of the zoo that announce it: tests/zoo/kinds/",
    "guard/guards/*.py": "each by the lies of the zoo that announce it: tests/zoo/kinds/",
    "guard/host.py": "a protocol without code",
    "kit/databases/errors.py": "an error without code of its own: tests/kit/databases/test_rolled_back.py",
    "kit/databases/keeper.py": "with the process at its other end: tests/kit/databases/test_keeping.py",
    "kit/databases/marks.py": "by what it lets sessions do: tests/kit/databases/test_transaction.py",
    "kit/databases/opened.py": "by both kinds of it: tests/kit/databases/test_rolled_back.py, test_fresh.py",
    "kit/databases/tales.py": "where they are told: tests/kit/databases/test_rolled_back.py",
    "kit/servers/fake_redis.py": "by the client that talks to it: tests/kit/servers/test_redis.py",
    "kit/servers/watched.py": "with the process at its other end: tests/kit/servers/test_watching.py",
    "oracles/errors.py": "errors without code of their own: tests/oracles/test_order.py",
    "plugin/exploring/run.py": "by the tests whose run it is: tests/plugin/exploring/test_driving.py",
    "plugin/exploring/silent_runs.py": "as run.py: the runs before the last one",
    "plugin/concurrent/pending.py": "by the set-ups that it is: tests/plugin/concurrent/test_together.py",
    "lsp/server.py": "by what an editor says to it: tests/lsp/test_listening.py",
    "stub/aioresponses/*.py": "by what suites write: tests/stub/aioresponses/test_double.py",
    "stub/book.py": "by what it makes of requests: tests/stub/test_net.py",
    "stub/expected.py": "by its two kinds: tests/stub/test_expectation.py and tests/stub/websockets/",
    "stub/peers/answering.py": "by the replies that it sends: tests/stub/replies/test_sending.py",
    "stub/place.py": "by the messages that it stands in: tests/stub/test_expectation.py",
    "stub/replies/exchange.py": "a protocol without code",
    "stub/resp/waiting.py": "by the commands that wait: tests/stub/resp/test_server.py",
    "stub/telling.py": "where it is told: tests/stub/test_net.py",
    "stub/resp/[!sw]*.py": "by what redis.asyncio asks: tests/stub/resp/test_server.py, replies.py",
    "stub/resp/store.py": "as above",
    "stub/resp/commands/*.py": "as above, each reply beside that of a real redis",
    "stub/websockets/connection.py": "by what scripts leave: tests/stub/websockets/test_script.py",
    "stub/websockets/socket.py": "by handlers: tests/stub/websockets/test_serving.py",
    "stub/wrong.py": "a value: tests/stub/test_net.py",
    "loop/questions.py": "names without code of their own: the tests of who asks and of who answers",
    "loop/randomness/__init__.py": "tests/loop/randomness/test_seeded.py",
    "loop/randomness/functions.py": "by what users call: tests/loop/randomness/test_seeded.py",
    "loop/randomness/installation.py": "tests/loop/randomness/test_seeded.py: all is put back",
    "loop/randomness/state.py": "tests/loop/randomness/test_seeded.py: nested and repeated use",
    "loop/randomness/streams.py": "tests/loop/randomness/test_seeded.py: the recorded draws",
    "loop/wallclock/__init__.py": "tests/loop/wallclock/test_wall_clock.py",
    "loop/wallclock/state.py": "tests/loop/wallclock/test_wall_clock.py: nested and repeated use",
}


def is_empty(path: Path) -> bool:
    """Tell whether a module defines no function and no class, so that there is nothing to test."""
    return not any(
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) for node in parse(path).body
    )


def mirrored_tests(path: Path) -> list[Path]:
    """Say where the tests of a module may be; those of a package stand in its folder or beside it."""
    inside = path.relative_to(PACKAGE)
    folder = ROOT / "tests" / inside.parent
    if inside.name != "__init__.py":
        return [folder / f"test_{inside.stem.strip('_')}.py"]
    name = f"test_{inside.parent.name or PACKAGE.name}.py"
    return [folder / name, folder.parent / name] if inside.parent.name else [folder / name]


def is_tested(path: Path) -> bool:
    """Tell whether a module has a mirrored test file."""
    return any(tests.exists() for tests in mirrored_tests(path))


def is_listed(path: Path) -> bool:
    """Tell whether a module is listed as tested elsewhere."""
    return any(fnmatch(path.relative_to(PACKAGE).as_posix(), pattern) for pattern in ELSEWHERE)


def test_every_module_has_its_tests() -> None:
    """Each module with code has a mirrored test file, or is listed with the reason why not."""
    missing = [
        f"{short(path)} has no {short(mirrored_tests(path)[0])}"
        for path in modules()
        if not (is_empty(path) or is_tested(path) or is_listed(path))
    ]
    assert not missing, "\n".join(missing)


def test_the_list_of_exceptions_is_true() -> None:
    """Each entry gives a reason and stands for a module that really has no mirrored test file."""
    for pattern, reason in ELSEWHERE.items():
        assert reason, pattern
        assert any(not is_tested(path) for path in PACKAGE.glob(pattern)), pattern
