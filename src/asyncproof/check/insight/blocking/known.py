"""The functions and methods that are known to block, by their full names, and what to call instead."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Kind(Enum):
    """What a blocking call waits for."""

    SLEEP = "the clock"
    HTTP = "a server"
    FILE = "a disk"
    PROCESS = "a process"
    INPUT = "a person"
    DRIVER = "a database"
    WAIT = "a thread"


_VERBS = ("get", "post", "put", "patch", "delete", "head", "options", "request")
_SESSION = (*_VERBS, "send")
_COMMANDS = (
    *(
        "blpop",
        "brpop",
        "decr",
        "delete",
        "execute_command",
        "exists",
        "expire",
        "flushall",
        "flushdb",
        "get",
    ),
    *("hdel", "hget", "hgetall", "hset", "incr", "keys", "lpop", "lpush", "lrange", "mget", "mset", "ping"),
    *("publish", "rpop", "rpush", "sadd", "scan", "set", "smembers", "srem", "zadd", "zrange"),
)
_QUERIES = ("execute", "scalar", "scalars", "commit", "rollback")
_OF_SESSIONS = (*_QUERIES, "flush", "refresh", "get", "query")
_OF_MONGO = (
    *("find_one", "insert_one", "insert_many", "update_one", "update_many", "replace_one", "delete_one"),
    *("delete_many", "count_documents", "aggregate", "distinct", "bulk_write", "find_one_and_update"),
    *("find_one_and_delete", "find_one_and_replace"),
)
_PATH = ("open", "read_text", "read_bytes", "write_text", "write_bytes")


def _of(owners: Iterable[str], names: Iterable[str]) -> Iterable[str]:
    names = tuple(names)
    return (f"{owner}.{name}" for owner in owners for name in names)


_NAMES: dict[Kind, Iterable[str]] = {
    Kind.SLEEP: ("time.sleep",),
    Kind.HTTP: (
        *_of(("requests", "requests.api", "httpx", "httpx._api"), _VERBS),
        *_of(
            ("requests.Session", "requests.sessions.Session", "httpx.Client", "httpx._client.Client"),
            _SESSION,
        ),
        *_of(("httpx", "httpx._api", "httpx.Client", "httpx._client.Client"), ("stream",)),
        *_of(("urllib3", "urllib3.PoolManager", "urllib3._request_methods.RequestMethods"), ("request",)),
        *_of(("urllib.request",), ("urlopen", "urlretrieve")),
        *_of(("http.client.HTTPConnection",), ("connect", "request", "getresponse")),
    ),
    Kind.FILE: (
        *("builtins.open", "io.open"),
        *_of(("pathlib.Path",), _PATH),
        *_of(("shutil",), ("copy", "copy2", "copyfile", "copytree", "move", "rmtree")),
    ),
    Kind.PROCESS: (
        *_of(
            ("subprocess",),
            ("run", "call", "check_call", "check_output", "getoutput", "getstatusoutput"),
        ),
        *_of(("subprocess.Popen",), ("wait", "communicate")),
        *_of(("os",), ("system", "popen", "wait", "waitpid", "spawnl", "spawnv")),
    ),
    Kind.INPUT: ("builtins.input", "getpass.getpass"),
    Kind.DRIVER: (
        *_of(
            ("sqlite3", "psycopg2", "psycopg", "pymysql", "MySQLdb", "mysql.connector", "pyodbc", "oracledb"),
            ("connect",),
        ),
        "psycopg.Connection.connect",
        *_of(("sqlite3.Connection", "sqlite3.Cursor"), ("execute", "executemany", "executescript")),
        "sqlite3.Connection.commit",
        *_of(("pymongo.collection.Collection",), _OF_MONGO),
        *_of(("redis.Redis", "redis.StrictRedis", "redis.client.Redis"), _COMMANDS),
        *_of(("sqlalchemy.orm.Session", "sqlalchemy.orm.session.Session"), _OF_SESSIONS),
        *_of(("sqlmodel.Session", "sqlmodel.orm.session.Session"), (*_OF_SESSIONS, "exec")),
        *_of(("sqlalchemy.Connection", "sqlalchemy.engine.Connection"), _QUERIES),
        *_of(("sqlalchemy.engine.base.Connection",), _QUERIES),
    ),
    Kind.WAIT: (
        *_of(("queue.Queue", "queue.SimpleQueue", "_queue.SimpleQueue"), ("get",)),
        *_of(("queue.Queue", "threading.Thread"), ("join",)),
        *("multiprocessing.Queue.get", "multiprocessing.Process.join"),
        *_of(("threading.Event", "threading.Condition"), ("wait",)),
        *_of(
            ("threading.Lock", "threading.RLock", "threading._RLock", "_thread.LockType", "_thread.RLock"),
            ("acquire",),
        ),
        *_of(("threading.Semaphore", "threading.Condition"), ("acquire",)),
        *_of(
            ("concurrent.futures.Future", "concurrent.futures._base.Future"),
            ("result", "exception"),
        ),
        *_of(("concurrent.futures", "concurrent.futures._base"), ("wait",)),
    ),
}

KINDS: dict[str, Kind] = {name: kind for kind, names in _NAMES.items() for name in names}
"""What each of them waits for, by its full name: that of the public name, and that of where it is defined."""

LAST_NAMES: dict[Kind, frozenset[str]] = {
    kind: frozenset(name.rpartition(".")[2] for name in KINDS if KINDS[name] is kind) for kind in Kind
}
"""The last names of each kind: nothing else has to be looked up."""
