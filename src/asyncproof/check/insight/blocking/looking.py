"""Tells which calls block the thread that they are made in, and whether an event loop runs in it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.facts.replaced import ANYTHING
from asyncproof.check.facts.term import Imported
from asyncproof.check.insight.blocking.known import KINDS, LAST_NAMES, Kind
from asyncproof.check.linking import ForeignInstance, Instance

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_AT_ONCE = {"block": False, "blocking": False, "timeout": 0}
"""Arguments with which a call never waits."""
_ANSWERING = frozenset(
    ("requests_mock", "responses", "mocked_responses", "httpx_mock", "respx_mock", "mock_requests", "fs")
)
"""Fixtures that answer in the place of a server or a disk."""
_BUFFERS = frozenset(("redis.client.Pipeline", "litestar.testing.client.sync_client.TestClient"))
"""Classes whose methods only note what is to be done later, or have a rule of their own."""
_MONGO = "pymongo.synchronous.mongo_client.MongoClient"
_COLLECTION = "pymongo.collection.Collection"
_STEPS_TO_COLLECTION = 2
"""From the client to a database, and from there to a collection."""
_PROMISED = frozenset(("result", "exception"))
"""What a future gives; one of a class of the project's own is most often done when it is made."""
_DONE = {"result": "set_result", "exception": "set_exception", "wait": "set", "get": "put"}
"""What has to be called before, so that a call gets its answer at once."""


class Blocking(NamedTuple):
    """A call that blocks: by its full name, and what it waits for."""

    name: str
    kind: Kind


def runs_on_the_loop(here: Here) -> bool:
    """Tell whether the present node is run by an async function itself, not by a lambda that it makes."""
    if not here.is_async:
        return False
    kinds = (ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef)
    return not isinstance(
        next(node for node in reversed(here.parents) if isinstance(node, kinds)), ast.Lambda
    )


def last_name(node: ast.Call, here: Here) -> str:
    """Return the last name of what is called, as it is called where it was imported from."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    if not isinstance(node.func, ast.Name):
        return ""
    for binding in here.module.facts.bindings.get(node.func.id, ()):
        if isinstance(binding.value, Imported) and binding.value.name is not None:
            return binding.value.name
    return node.func.id


def blocking_call(node: ast.Call, here: Here, kind: Kind) -> Blocking | None:
    """Return what is known of a call in an async function that blocks in this way, None if it does not."""
    last = last_name(node, here)
    if last not in LAST_NAMES[kind] or not here.is_async:
        return None
    key = "blocks", node
    if key not in here.known:
        here.known[key] = _blocking_call(node, here, last)
    found: Blocking | None = here.known[key]
    return found if found is not None and found.kind is kind else None


def _blocking_call(node: ast.Call, here: Here, last: str) -> Blocking | None:
    if isinstance(here.parent, ast.Await) or not runs_on_the_loop(here):
        return None
    name = _name(node, here, last)
    kind = KINDS.get(name or "")
    if name is None or kind is None:
        return None
    if _is_replaced(name, here) or _answers_at_once(node, here, last):
        return None
    return Blocking(name, kind)


def _name(node: ast.Call, here: Here, last: str) -> str | None:
    """Return the full name of what is called, if it is one of those that are known."""
    spelled = here.full_name(node)
    if spelled in KINDS:
        return spelled
    if not isinstance(node.func, ast.Attribute):
        return None
    receiver = here.value(node.func.value)
    if f"{_COLLECTION}.{last}" in KINDS and _is_of_mongo(node.func.value, here):
        return f"{_COLLECTION}.{last}"
    if isinstance(receiver, ForeignInstance):
        return f"{receiver.name}.{last}"
    return _inherited(receiver, here, last) if isinstance(receiver, Instance) else None


def _is_of_mongo(node: ast.expr, here: Here) -> bool:
    """Tell whether something is a collection of a synchronous client: `client["shop"]["users"]`."""
    steps = 0
    while isinstance(node, (ast.Attribute, ast.Subscript)) and steps < _STEPS_TO_COLLECTION:
        node, steps = node.value, steps + 1
        client = here.value(node)
        if isinstance(client, Instance):
            return client.klass.name == _MONGO and steps == _STEPS_TO_COLLECTION
    return False


def _inherited(receiver: Instance, here: Here, last: str) -> str | None:
    """Return the full name of a method in the class that is known, unless a class before it has its own."""
    for klass in here.evaluator.line(receiver.klass):
        if klass is None or klass.name in _BUFFERS:
            return None
        name = f"{klass.name}.{last}"
        if name in KINDS:
            return name if klass is receiver.klass or last not in _PROMISED else None
        if last in klass.facts.bindings:
            return None
    return None


def _is_replaced(name: str, here: Here) -> bool:
    """Tell whether the test around replaces it, or asks for something that does."""
    if not here.replaced().isdisjoint({*name.split("."), ANYTHING}):
        return True
    asked = {
        parameter.arg
        for node in here.parents
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        for parameter in node.args.args
    }
    return not asked.isdisjoint(_ANSWERING)


def _answers_at_once(node: ast.Call, here: Here, last: str) -> bool:
    """Tell whether a call waits for nothing: by its arguments, or as what it waits for is there already."""
    given = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg in _AT_ONCE)]
    if any(isinstance(value, ast.Constant) and value.value in (0, False) for value in given):
        return True
    if any("WNOHANG" in ast.unparse(value) for value in node.args[1:]):
        return True
    if last not in _DONE or not isinstance(node.func, ast.Attribute):
        return False
    receiver = ast.dump(node.func.value)
    return any(
        isinstance(other, ast.Call)
        and isinstance(other.func, ast.Attribute)
        and other.func.attr in {_DONE[last], "done"}
        and ast.dump(other.func.value) == receiver
        for other in nodes_in(_function_around(here))
    )


def _function_around(here: Here) -> ast.AST:
    return next(node for node in here.parents if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))
