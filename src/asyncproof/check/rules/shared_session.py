"""Rule shared-session: one database session is used by several tasks at once."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from asyncproof.check.facts.nodes import dotted_name, last_name
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.hit import Confidence
from asyncproof.check.insight.begun import begun
from asyncproof.check.insight.suspending import inside_function, own_nodes, suspends, suspensions_in
from asyncproof.check.insight.uses import How, around_of, uses_in
from asyncproof.check.linking import UNKNOWN, ForeignInstance, Instance
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from asyncproof.check.here import Here
    from asyncproof.check.insight.uses import Uses

_SESSIONS = {
    **dict.fromkeys(
        (
            "sqlalchemy.ext.asyncio.AsyncSession",
            "sqlalchemy.ext.asyncio.session.AsyncSession",
            "sqlmodel.ext.asyncio.session.AsyncSession",
        ),
        "`AsyncSession`",
    ),
    **dict.fromkeys(
        ("sqlalchemy.ext.asyncio.AsyncConnection", "sqlalchemy.ext.asyncio.engine.AsyncConnection"),
        "`AsyncConnection`",
    ),
    **dict.fromkeys(("asyncpg.Connection", "asyncpg.connection.Connection"), "`asyncpg.Connection`"),
}
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)

_NAMES = frozenset({"db_session", "dbsession", "session_db"})
"""Names that nobody gives to anything else; `session` may as well be one of HTTP."""
_LIKELY = "database session by its name"
AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef
Branch = tuple[ast.expr, frozenset[str]]


class SharedSession(Rule):
    """One `AsyncSession` or database connection is handed to several tasks that run at the same time.

    ## What it does

    Finds `asyncio.gather(first(session), second(session))`, tasks of one `TaskGroup`, and tasks that are
    begun with nothing awaited between, that get the same `AsyncSession` or `AsyncConnection` of SQLAlchemy,
    or the same connection of asyncpg.

    ## Why it is bad

    Such an object speaks with the database over one connection and can do one thing at a time. The second
    task gets `InvalidRequestError` or `InterfaceError`, or works by luck if its statements never meet those
    of the first. Some guides show just that, one fixture for all branches of a `gather`: it is a mistake.

    ## Example

    ```python bad title="test_users.py"
    import asyncio

    from sqlalchemy import text
    from sqlalchemy.ext.asyncio import AsyncSession


    async def count(session: AsyncSession, table):
        return await session.scalar(text(f"select count(*) from {table}"))


    async def test_counts_at_once(session: AsyncSession):
        users, posts = await asyncio.gather(count(session, "users"), count(session, "posts"))  # AP416
        assert users == posts
    ```

    ## What to do instead

    ```python good title="test_users.py"
    import asyncio

    from sqlalchemy import text


    async def count(sessions, table):
        async with sessions() as session:
            return await session.scalar(text(f"select count(*) from {table}"))


    async def test_counts_at_once(sessions):
        users, posts = await asyncio.gather(count(sessions, "users"), count(sessions, "posts"))
        assert users == posts
    ```

    ## What it cannot see

    Sessions whose class it does not know, and those that hide in another object. What is called `db_session`
    is taken for one, but then the finding is a warning.
    """

    code = "AP416"
    name = "shared-session"
    guide = "Each task gets a session of its own."

    @only(called=("gather", "create_task"))
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at what is gathered, and at tasks that are begun one after another."""
        name = last_name(node.func)
        function = around_of(here.parents) if name in {"gather", "create_task"} else None
        if function is None:
            return
        if name == "create_task":
            self._look(_tasks_before(node, function, here), node, here)
        elif here.full_name(node.func) == "asyncio.gather":
            uses = uses_in(function)
            given = [value for argument in node.args for value in _given(argument, uses)]
            self._look([branch for value in given for branch in _branches(value, uses)], node, here)

    def on_AsyncWith(self, node: ast.AsyncWith, here: Here) -> None:
        """Look at the tasks of a group."""
        for item in node.items:
            if isinstance(item.optional_vars, ast.Name) and _is_group(item.context_expr, here):
                self._look(list(_tasks_of(item.optional_vars.id, node)), None, here)

    def _look(self, branches: list[Branch], call: ast.Call | None, here: Here) -> None:
        seen: set[str] = set()
        for branch, own in branches:
            names = {name: used for used in _names_in(branch) if (name := dotted_name(used)) is not None}
            for name, used in names.items():
                if name in seen and name.partition(".")[0] not in own:
                    kind = _kind(used, here)
                    if kind is not None:
                        self._tell(call or used, name, kind, here)
                        return
            seen.update(names)

    def _tell(self, node: ast.expr, name: str, kind: str, here: Here) -> None:
        here.report(
            self,
            node,
            f"`{name}` is one {kind}, and several tasks use it at the same time",
            cure="let each task open one of its own",
            severity=Severity.WARNING if kind is _LIKELY else None,
            confidence=Confidence.LIKELY if kind is _LIKELY else None,
        )


def _kind(node: ast.expr, here: Here) -> str | None:
    """Return what kind of session an expression is; None if it is none, or if nobody can tell."""
    value = here.value(node)
    if value is UNKNOWN and getattr(node, "id", "") in _NAMES:
        return _LIKELY
    if isinstance(value, ForeignInstance):
        return _SESSIONS.get(value.name)
    if not isinstance(value, Instance):
        return None
    found = (_SESSIONS.get(base.name) for base in here.evaluator.line(value.klass) if base is not None)
    return next((kind for kind in found if kind is not None), None)


def _given(argument: ast.expr, uses: Uses) -> list[ast.expr]:
    """Return what an argument stands for: what its name was bound to, and the items of a list with a star."""
    inside = argument.value if isinstance(argument, ast.Starred) else argument
    if isinstance(inside, ast.Name):
        bound = [use.statement for use in uses.of(inside.id) if use.how is How.BOUND]
        if len(bound) == 1 and isinstance(bound[0], ast.Assign):
            inside = bound[0].value
    return inside.elts if isinstance(inside, (ast.List, ast.Tuple)) else [inside]


def _branches(value: ast.expr, uses: Uses) -> Iterator[Branch]:
    """Yield what runs at the same time, with the names that each has for itself."""
    if isinstance(value, ast.Name):
        value = _given(value, uses)[0]
    if not isinstance(value, _COMPREHENSIONS):
        yield value, frozenset()
        return
    own = frozenset(
        name.id
        for generator in value.generators
        for name in nodes_in(generator.target)
        if isinstance(name, ast.Name)
    )
    yield from [(value.elt, own)] * 2  # it stands for many


def _tasks_of(group: str, node: ast.AsyncWith) -> Iterator[Branch]:
    """Yield the tasks that a block begins in a group; one in a loop stands for many."""
    looped = {
        id(inner): _bound_in(loop)
        for loop in own_nodes(node.body)
        if isinstance(loop, _LOOPS)
        for inner in nodes_in(loop)
    }
    for inner in own_nodes(node.body):
        if not isinstance(inner, ast.Call) or dotted_name(inner.func) not in {
            f"{group}.create_task",
            f"{group}.start_soon",
        }:
            continue
        given = ast.Tuple([*inner.args, *(keyword.value for keyword in inner.keywords)], ast.Load())
        yield from [(given, looped.get(id(inner), frozenset()))] * (2 if id(inner) in looped else 1)


def _tasks_before(node: ast.Call, function: AnyFunction, here: Here) -> list[Branch]:
    """Return a task and those that run beside it: begun before it, or in another round of its loop."""
    task = begun(node, here)
    if task is None or task.in_group:
        return []
    around = inside_function(here.parents)
    loop = next((one for one in reversed(around) if isinstance(one, _LOOPS)), None)
    if loop is not None:
        return [] if suspensions_in(loop.body) else [(task.coroutine, _bound_in(loop))] * 2
    nodes = list(own_nodes(function.body))
    is_gathered = any(last_name(one) == "gather" for one in nodes)
    if is_gathered or any(isinstance(one, ast.If) for one in around):
        return []
    waits = [getattr(one, "lineno", 0) for one in nodes if suspends(one)]
    last = max((line for line in waits if line < node.lineno), default=0)
    calls = [one for one in nodes if isinstance(one, ast.Call) and last < one.lineno < node.lineno]
    before = [
        found.coroutine for found in (begun(one, here) for one in calls) if found and not found.in_group
    ]
    return [(ast.Tuple(before, ast.Load()), frozenset()), (task.coroutine, frozenset())]


def _bound_in(loop: ast.AST) -> frozenset[str]:
    return frozenset(
        name.id for name in nodes_in(loop) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    )


def _names_in(branch: ast.expr) -> Iterable[ast.expr]:
    """Return the names that a branch hands to a call, and those whose methods it calls."""
    calls = [node for node in nodes_in(branch) if isinstance(node, ast.Call)]
    handed: list[Any] = [
        value for call in calls for value in [*call.args, *(one.value for one in call.keywords)]
    ]
    handed += [call.func.value for call in calls if isinstance(call.func, ast.Attribute)]
    handed += branch.elts if isinstance(branch, ast.Tuple) else []
    return [node for node in handed if isinstance(node, (ast.Name, ast.Attribute))]


def _is_group(node: ast.expr, here: Here) -> bool:
    return here.full_name(node) in {"asyncio.TaskGroup", "anyio.create_task_group"}
