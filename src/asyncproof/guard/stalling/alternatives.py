"""What blocks a loop, by name, and what to write instead."""

from __future__ import annotations

import re
from typing import NamedTuple


class Alternative(NamedTuple):
    """One way to block, and its async counterpart."""

    known_as: str
    """How the function is called where it is not the user who wrote its name."""
    cure: str


_THREAD = "move it off the loop: `await asyncio.to_thread(...)`"
_SLEEP = "`await asyncio.sleep(...)`, which lets the others run"
_PROCESS = (
    "`await asyncio.create_subprocess_exec(...)`, or move it off the loop: `await asyncio.to_thread(...)`"
)
_HTTP = "an async client (httpx.AsyncClient, aiohttp), or `await asyncio.to_thread(...)`"
_SOCKET = "`await asyncio.open_connection(...)`, or `await loop.sock_recv(...)` and its like"
_NAME = "`await loop.getaddrinfo(...)`"
_LOCK = "asyncio's Lock, Event or Condition among tasks; `await asyncio.to_thread(...)` to wait for a thread"
_QUEUE = "asyncio.Queue among tasks; `await asyncio.to_thread(queue.get)` to wait for a thread"
_FUTURE = "`await asyncio.wrap_future(future)`, or `await loop.run_in_executor(...)` in the first place"
_JOIN = "`await asyncio.to_thread(thread.join)`, or start the work by `asyncio.to_thread(...)`"
_SQLITE = Alternative("sqlite3", "aiosqlite, or move it off the loop: `await asyncio.to_thread(...)`")

_CALLEES = {
    "time.sleep": Alternative("time.sleep()", _SLEEP),
    "socket.getaddrinfo": Alternative("a look-up of a name", _NAME),
    "socket.getfqdn": Alternative("a look-up of a name", _NAME),
    "threading.wait": Alternative("a wait of threading", _LOCK),
    "threading.wait_for": Alternative("a wait of threading", _LOCK),
    "threading.acquire": Alternative("Semaphore.acquire()", _LOCK),
    "threading.__enter__": Alternative("a lock of threading", _LOCK),
    "threading.join": Alternative("Thread.join()", _JOIN),
    "queue.get": Alternative("Queue.get()", _QUEUE),
    "queue.put": Alternative("Queue.put()", _QUEUE),
    "queue.join": Alternative("Queue.join()", _QUEUE),
    "concurrent.futures.result": Alternative("Future.result()", _FUTURE),
    "concurrent.futures.exception": Alternative("Future.exception()", _FUTURE),
    "concurrent.futures.wait": Alternative("concurrent.futures.wait()", _FUTURE),
    "concurrent.futures.as_completed": Alternative("concurrent.futures.as_completed()", _FUTURE),
    "concurrent.futures.result_iterator": Alternative("Executor.map()", _FUTURE),
    "concurrent.futures.__exit__": Alternative("the end of the executor's `with` block", _FUTURE),
    "concurrent.futures.thread.shutdown": Alternative("Executor.shutdown()", _FUTURE),
}
_MODULES = {
    "subprocess": Alternative("subprocess", _PROCESS),
    "multiprocessing": Alternative("multiprocessing", _THREAD),
    "sqlite3": _SQLITE,
    "urllib": Alternative("urllib", _HTTP),
    "http": Alternative("http.client", _HTTP),
    "socket": Alternative("a blocking socket", _SOCKET),
    "ssl": Alternative("a blocking socket", _SOCKET),
    "selectors": Alternative("a selector", "`loop.add_reader(...)`, or asyncio's streams"),
    "smtplib": Alternative("smtplib", "aiosmtplib, or `await asyncio.to_thread(...)`"),
    "ftplib": Alternative("ftplib", _THREAD),
    "imaplib": Alternative("imaplib", _THREAD),
    "requests": Alternative("requests", _HTTP),
    "httpx": Alternative("a blocking httpx client", _HTTP),
    "httpx2": Alternative("a blocking httpx2 client", _HTTP),
    "urllib3": Alternative("urllib3", _HTTP),
    "redis": Alternative("a blocking redis client", "redis.asyncio"),
    "psycopg": Alternative("a blocking connection", "psycopg.AsyncConnection"),
    "psycopg2": Alternative("psycopg2", "psycopg.AsyncConnection or asyncpg"),
    "pymongo": Alternative("a blocking MongoClient", "pymongo.AsyncMongoClient"),
}
_TEXTS = (
    (r"\bsleep\(", Alternative("sleep", _SLEEP)),
    (r"\bsqlite3?\.(dbapi2\.)?connect\(", _SQLITE),
    (r"\.(acquire|__enter__)\(|\block\b", Alternative("a lock", _LOCK)),
    (
        r"\.(recv|recv_into|recvfrom|accept|sendall|connect|makefile)\(",
        Alternative("a socket", _SOCKET),
    ),
    (r"\.(get|put)\(", Alternative("a queue", _QUEUE)),
    (r"\bjoin\(", Alternative("a join", _JOIN)),
    (
        r"\bselect\(|\.poll\(",
        Alternative("select", "`loop.add_reader(...)`, or asyncio's streams"),
    ),
    (r"\b(waitpid|wait|waitid|wait4)\(", Alternative("a wait for a process", _PROCESS)),
    (r"\bsystem\(", Alternative("os.system", _PROCESS)),
    (r"\bgethostby\w+\(", Alternative("a look-up of a name", _NAME)),
    (r"\binput\(", Alternative("input", "`await asyncio.to_thread(input)`")),
    (r"\b(flock|lockf|sigwait|pause)\(", Alternative("a wait for the system", _THREAD)),
    (
        r"\bos\.read\(",
        Alternative("a read from a pipe", "`loop.connect_read_pipe(...)`, or to_thread"),
    ),
)
"""Patterns as text: `re` compiles and keeps those that are needed."""
OTHERWISE = Alternative("", _THREAD)


def alternative_to(callee: str, library: str, text: str) -> Alternative | None:
    """Return what is known of a call: the function it goes to, the package of that, and how it is written."""
    if callee in _CALLEES:
        return _CALLEES[callee]
    package = library or callee.partition(".")[0]
    if package in _MODULES:
        return _MODULES[package]
    if package:
        return None
    return next((known for pattern, known in _TEXTS if re.search(pattern, text)), None)
