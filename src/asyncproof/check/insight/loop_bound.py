"""Which objects belong to the event loop that they were made in, or that they first waited in."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from asyncproof.check.facts.term import Awaited, Call, Entered, Name
from asyncproof.check.linking import (
    UNKNOWN,
    Awaitable,
    Foreign,
    ForeignInstance,
    FunctionValue,
    Instance,
    Plain,
)

if TYPE_CHECKING:
    from asyncproof.check.facts import FunctionFacts, Term
    from asyncproof.check.linking import Evaluator, Function, Value


class Bond(Enum):
    """How an object depends on a loop."""

    FROM_THE_START = "is bound to the loop that it was made in"
    BY_WAITING = "is bound to the loop in which something first waits for it"
    BY_CONNECTION = "keeps connections that belong to the loop in which they were opened"


_MADE = {
    "aiohttp": {"ClientSession", "TCPConnector", "UnixConnector"},
    "asyncio": {
        "AbstractServer",
        "Future",
        "Process",
        "Server",
        "StreamReader",
        "StreamWriter",
        "Task",
        "TaskGroup",
    },
    "asyncpg": {"Connection", "Pool", "connect", "create_pool"},
}
_WAITING = {"asyncio": {"Barrier", "BoundedSemaphore", "Condition", "Event", "Lock", "Queue", "Semaphore"}}
_WAITING["asyncio"] |= {"LifoQueue", "PriorityQueue"}
_CONNECTED = {
    "httpx": {"AsyncClient"},
    "motor": {"AsyncIOMotorClient"},
    "pymongo": {"AsyncMongoClient"},
    "redis": {"Redis", "from_url"},
    "sqlalchemy": {"AsyncConnection", "AsyncEngine", "AsyncSession", "create_async_engine"},
}
_BONDS = ((_MADE, Bond.FROM_THE_START), (_WAITING, Bond.BY_WAITING), (_CONNECTED, Bond.BY_CONNECTION))
_ASYNC_ONLY = {"redis": ".asyncio", "sqlalchemy": ".ext.asyncio"}
"""Packages that have classes of the same names for threads."""


def bond_of_name(name: str) -> Bond | None:
    """Return the bond of what a class or a function of this full name makes."""
    package, _, rest = name.partition(".")
    last = rest.rpartition(".")[2]
    if not f".{rest}.".startswith(f"{_ASYNC_ONLY.get(package, '')}."):
        return None
    return next((bond for table, bond in _BONDS if last in table.get(package, ())), None)


def bound_object(value: Value) -> tuple[str, Bond] | None:
    """Return what kind of object a value is and its bond; None if it has none, or nobody can tell."""
    if isinstance(value, Awaitable):
        return "asyncio.Task", Bond.FROM_THE_START
    if isinstance(value, Instance):
        return _named(value.klass.name)
    return _named(value.name) if isinstance(value, ForeignInstance) else None


def given_by(evaluator: Evaluator, function: Function, value: Value) -> tuple[str, Bond] | None:
    """Return the same of what a fixture gives, also where the library that it comes from is not at hand."""
    found = bound_object(value)
    for giving in (*function.facts.yields, *function.facts.returns):
        call = _call(giving.value, function.facts)
        if call is None:
            continue
        if _is_free(evaluator, call, function):
            return None
        made = evaluator.value(call.function, function.scope, giving.at)
        if found is None and isinstance(made, (Foreign, FunctionValue)):
            found = _named(made.name if isinstance(made, Foreign) else made.function.name)
    return found


def _is_free(evaluator: Evaluator, call: Call, function: Function) -> bool:
    """Tell whether a call makes a client without connections: to an app of ours, or to SQLite in a thread."""
    keywords = dict(call.keywords)
    if call.open_ended or not keywords.keys().isdisjoint({"app", "transport"}):
        return True
    given = (*call.arguments, keywords.get("url"))[0]
    url = UNKNOWN if given is None else evaluator.value(given, function.scope)
    return isinstance(url, Plain) and str(url.value).startswith("sqlite")


def _call(term: Term, facts: FunctionFacts) -> Call | None:
    """Return the call that makes an object: one that enters as itself, or is waited for."""
    if isinstance(term, Name):
        bindings = facts.bindings.get(term.id, ())
        value = bindings[0].value if len(bindings) == 1 else None
        if not isinstance(value, (Call, Entered, Awaited)):
            return None
        term = value
    if isinstance(term, (Entered, Awaited)):
        term = term.value
    return term if isinstance(term, Call) else None


def _named(name: str) -> tuple[str, Bond] | None:
    name = name.removeprefix("_")  # tasks and futures are at home in `_asyncio`
    bond = bond_of_name(name)
    package, _, rest = name.partition(".")
    return None if bond is None else (f"{package}.{rest.rpartition('.')[2]}", bond)
