from __future__ import annotations

import ast

import pytest

from asyncproof.check.insight.uses import How, uses_in


@pytest.mark.parametrize(
    ("line", "how", "detail", "awaited", "leaves"),
    [
        ("await task", How.AWAITED, "", True, False),
        ("await (task if more else other)", How.AWAITED, "", True, False),
        ("await gather(task)", How.GIVEN, "", True, True),
        ("await gather(*task)", How.GIVEN, "", True, True),
        ("gather(a=task)", How.GIVEN, "", False, True),
        ("use(**task)", How.GIVEN, "", False, True),
        ("task.cancel()", How.METHOD, "cancel", False, False),
        ("await task.wait()", How.METHOD, "wait", True, False),
        ("print(task.name)", How.ATTRIBUTE, "name", False, False),
        ("task.name = 1", How.CHANGED, "name", False, False),
        ("task[0] = 1", How.CHANGED, "", False, False),
        ("task[0]", How.ITEM, "", False, False),
        ("all[task]", How.OTHER, "", False, False),
        ("all[task] = 1", How.STORED, "", False, True),
        ("await task()", How.CALLED, "", True, False),
        ("return task", How.RETURNED, "", False, True),
        ("yield task", How.RETURNED, "", False, True),
        ("other = task", How.ALIASED, "other", False, True),
        ("other: Task = task", How.ALIASED, "other", False, True),
        ("others = [task]", How.ALIASED, "others", False, True),
        ("others += [task]", How.ALIASED, "others", False, True),
        ("(other := task)", How.ALIASED, "other", False, True),
        ("a, b = task", How.ALIASED, "", False, True),
        ("self.task = task", How.STORED, "", False, True),
        ("self.tasks = {'a': task}", How.STORED, "", False, True),
        ("async with task: pass", How.ENTERED, "", False, False),
        ("for x in task: pass", How.ITERATED, "", False, False),
        ("[x for x in task]", How.ITERATED, "", False, False),
        ("more = [task for x in y]", How.ALIASED, "more", False, True),
        ("more = {x: task for x in y}", How.ALIASED, "more", False, True),
        ("assert task", How.TESTED, "", False, False),
        ("assert task is not None", How.TESTED, "", False, False),
        ("if not task: pass", How.TESTED, "", False, False),
        ("a if task else b", How.TESTED, "", False, False),
        ("del task", How.DELETED, "", False, False),
        ("task", How.OTHER, "", False, False),
        ("f'{task}'", How.OTHER, "", False, False),
        ("lambda: task", How.RETURNED, "", False, True),
        ("lambda x=task: x", How.RETURNED, "", False, True),
        ("x: task = 1", How.OTHER, "", False, False),
    ],
)
def test_how_a_name_is_used(line: str, how: How, detail: str, awaited: bool, leaves: bool) -> None:
    """By the nodes around it: through lists, conditions and stars up to what counts."""
    function = ast.parse(f"async def test_it():\n    {line}\n").body[0]
    assert isinstance(function, ast.AsyncFunctionDef)
    [use] = uses_in(function).of("task")
    assert (use.how, use.detail, use.is_awaited, use.leaves) == (how, detail, awaited, leaves)
