from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.insight.begun import begun, is_loop, is_run_plainly, neglected
from asyncproof.check.rule import Rule
from tests.check.world import check_with

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.tests import Test

HEAD = "import asyncio\nasync def work(): ...\n"


class Notes(Rule):
    """Notes what is known of tasks."""

    code = "AP998"
    name = "notes"

    def __init__(self) -> None:
        self.tasks: list[str] = []
        self.neglected: list[str] = []
        self.cancelled: list[str] = []
        self.loops: list[str] = []
        self.plain: list[str] = []

    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Note a call that begins a task."""
        task = begun(node, here)
        if task is not None:
            self.tasks.append(f"{ast.unparse(task.coroutine)}{' in a group' if task.in_group else ''}")

    def on_Assign(self, node: ast.Assign, here: Here) -> None:
        """Note a task that nobody cares for, and a loop."""
        found = neglected(node, here)
        if found is not None:
            self.neglected.append(
                " ".join([ast.unparse(node.targets[0]), *(use.detail for use in found.uses)])
            )
            self.cancelled += [ast.unparse(call) for call in found.cancels]
        if is_loop(here.value(node.value), here):
            self.loops.append(ast.unparse(node.value))

    def on_test(self, node: ast.AST, test: Test, here: Here) -> None:
        """Note a test that is run as it is."""
        if is_run_plainly(test):
            self.plain.append(test.function.facts.name)


def noted(root: Path, body: str, head: str = HEAD) -> Notes:
    """Return what is noted about the lines of an async function, or about a whole file."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return check_with(Notes(), root, {"test_it.py": f"{head}async def test_it(given):\n{lines}"})


def test_tasks_are_begun_by_asyncio_loops_and_groups(tmp_path: Path) -> None:
    """However they are spelled; what is begun by a stranger is none that we know."""
    found = noted(
        tmp_path,
        "asyncio.create_task(work())\n"
        "asyncio.ensure_future(work())\n"
        "asyncio.ensure_future(given)\n"
        "asyncio.get_running_loop().create_task(given())\n"
        "asyncio.TaskGroup().create_task(work())\n"
        "given.create_task(work())\n"
        "given.ensure_future(work())\n"
        "create_task(work())\n"
        "asyncio.create_task()\n"
        "asyncio.create_task(*given)\n",
    )
    assert found.tasks == ["work()", "work()", "given()", "work() in a group"]


def test_a_loop_is_known_by_its_class(tmp_path: Path) -> None:
    """What asyncio gives, not what is called so."""
    found = noted(tmp_path, "one = asyncio.get_running_loop()\ntwo = given.loop\nthree = 1\n")
    assert found.loops == ["asyncio.get_running_loop()"]


def test_neglected_tasks(tmp_path: Path) -> None:
    """Nobody awaits them, takes their result or gets them; to look and to cancel is no care."""
    found = noted(
        tmp_path,
        "one = asyncio.create_task(work())\n"
        "two = asyncio.create_task(work())\n"
        "three = asyncio.create_task(work())\n"
        "four = asyncio.create_task(work())\n"
        "five, six = asyncio.create_task(work())\n"
        "given.task = asyncio.create_task(work())\n"
        "assert two.done()\n"
        "two.cancel()\n"
        "await three\n"
        "given(four)\n",
    )
    assert found.neglected == ["one", "two done cancel"]
    assert found.cancelled == ["two.cancel()"]


def test_neglected_lists_of_tasks(tmp_path: Path) -> None:
    """As single ones: loops over them may look and cancel; to count them is no care."""
    found = noted(
        tmp_path,
        "one = [asyncio.create_task(work())]\n"
        "assert len(one) == 1\n"
        "two = {asyncio.create_task(work()) for _ in given}\n"
        "assert all(task.done() for task in two)\n"
        "for task in two:\n"
        "    task.cancel()\n"
        "three = asyncio.create_task(work()), asyncio.create_task(work())\n"
        "for task in three:\n"
        "    await task\n"
        "four = [asyncio.create_task(work())]\n"
        "for first, second in four:\n"
        "    first.cancel()\n"
        "five = [asyncio.create_task(work())]\n"
        "for task in [five]:\n"
        "    task.cancel()\n"
        "six = []\n"
        "seven = [asyncio.create_task(work()), given]\n",
    )
    assert found.neglected == ["one ", "two  "]
    assert found.cancelled == ["task.cancel()"]


def test_all_tasks_may_be_awaited_together(tmp_path: Path) -> None:
    """A function that asks for all of them may care for each."""
    body = "one = asyncio.create_task(work())\nawait asyncio.wait({}all_tasks())\n"
    assert not noted(tmp_path / "a", body.format("asyncio.")).neglected
    assert not noted(tmp_path / "b", body.format("")).neglected


def test_a_module_begins_no_tasks(tmp_path: Path) -> None:
    """What is assigned outside of functions is left alone."""
    assert not check_with(
        Notes(), tmp_path, {"test_it.py": f"{HEAD}one = asyncio.create_task(work())"}
    ).neglected


def test_tests_that_are_run_as_they_are(tmp_path: Path) -> None:
    """Async ones under a known runner, or without anything that could change how they run."""
    source = """
    import pytest
    from app import gen_test
    @pytest.mark.asyncio
    async def test_marked(): ...
    @pytest.mark.anyio
    async def test_anyio(): ...
    async def test_unknown(): ...
    @gen_test
    async def test_strange(): ...
    def test_sync(): ...
    """
    assert check_with(Notes(), tmp_path, {"test_it.py": source}).plain == [
        "test_marked",
        "test_anyio",
        "test_unknown",
    ]
