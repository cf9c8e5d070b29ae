"""What a function does with a name: whether it awaits, cancels, returns, stores or hands on what it holds.

`uses_in(function)` reads a function once. `Uses.of("task")` has all uses of a name in the order of the
source, and `Uses.after("task", statement)` those that may see what that statement has bound. A `Use` says
*how* the name is used, with the call or attribute that is concerned, and carries the nodes around it, so that
a rule can look for more. Who wants to know whether somebody else gets hold of the value asks `Use.leaves`.

| source | `how` | more |
|---|---|---|
| `task = create_task(work())`, `as task`, `for task in` | BOUND | |
| `await task` | AWAITED | |
| `await gather(task)` | GIVEN | `call`, `is_awaited` |
| `task.cancel()`, `await task.wait()` | METHOD | `detail` is the method, `call`, `is_awaited` |
| `task.name`, `task.name = 1`, `task[0] = 1`, `task[0]` | ATTRIBUTE, CHANGED, ITEM | `detail` |
| `task()` | CALLED | `call`, `is_awaited` |
| `return task`, `yield task`, `raise task` | RETURNED | |
| `other = task`, `tasks = [task]` | ALIASED | `detail` is the other name; `packed` in a list |
| `self.task = task`, `all[0] = task` | STORED | |
| `async with task:`, `for x in task:` | ENTERED, ITERATED | |
| `assert task`, `task is None`, `not task` | TESTED | |
| `del task` | DELETED | |

Uses in nested functions and lambdas are there, too, with `inner` set: nobody knows when they happen.
"""

from asyncproof.check.insight.uses.gathering import Uses, around_of, uses_in
from asyncproof.check.insight.uses.use import How, Use

__all__ = ["How", "Use", "Uses", "around_of", "uses_in"]
