# run: -o asyncio_mode=auto
# fmt: off
import asyncio
import decimal
import gc
import io
import logging
import os
import signal
import socket
import sys
from contextvars import ContextVar

import pytest

TENANT = ContextVar("tenant")
SHOP = logging.getLogger("zoo.shop")


@pytest.fixture(autouse=True)
def repaired():
    logging.disable(logging.NOTSET)
    SHOP.setLevel(logging.NOTSET)
    SHOP.handlers.clear()
    socket.setdefaulttimeout(None)
    decimal.getcontext().prec = 28
    gc.enable()
    os.environ.pop("ZOO_LINE", None)


@pytest.fixture
def tenant(): TENANT.set("ann")  # lie: leaked-contextvar test_lie_fixture_sets_a_variable


@pytest.fixture
def deep(): sys.setrecursionlimit(5001); yield  # lie: changed-interpreter test_lie_fixture_goes_deep


def set_up(): SHOP.setLevel(logging.ERROR)  # lie: changed-logging test_lie_helper


async def test_lie_fixture_sets_a_variable(tenant): assert TENANT.get() == "ann"
async def test_lie_fixture_goes_deep(deep): assert deep is None
async def test_lie_level(): SHOP.setLevel(logging.DEBUG)  # lie: changed-logging
async def test_lie_handler(): SHOP.addHandler(logging.StreamHandler(io.StringIO()))  # lie: changed-logging
async def test_lie_root(): logging.getLogger().addHandler(logging.StreamHandler())  # lie: changed-logging
async def test_lie_disable(): logging.disable(logging.CRITICAL)  # lie: changed-logging
def test_lie_helper(): set_up()
def test_lie_depth(): sys.setrecursionlimit(5000)  # lie: changed-interpreter
async def test_lie_path(): sys.path.insert(0, "/one/line")  # lie: changed-interpreter
async def test_lie_argv(): sys.argv.append("--one-line")  # lie: changed-interpreter
async def test_lie_timeout(): socket.setdefaulttimeout(3)  # lie: changed-interpreter
async def test_lie_threshold(): gc.set_threshold(701, 11, 11)  # lie: changed-interpreter
async def test_lie_environment(): os.environ["ZOO_LINE"] = "1"  # lie: changed-environment
async def test_lie_signal(): signal.signal(signal.SIGUSR2, lambda *_: None)  # lie: changed-handlers
async def test_lie_hook(): sys.excepthook = lambda *_: None  # lie: changed-handlers
async def test_lie_patched(): asyncio.sleep = io.StringIO  # lie: patched-loop


async def test_honest_level(caplog): caplog.set_level(logging.DEBUG, "zoo.shop")
async def test_honest_path(monkeypatch): monkeypatch.syspath_prepend("/one/line/more")
async def test_honest_environment(monkeypatch): monkeypatch.setenv("ZOO_LINE", "1")
async def test_honest_variable(): TENANT.set("bob")
def test_honest_variable_reset(): token = TENANT.set("bob"); TENANT.reset(token)
def test_honest_depth(): old = sys.getrecursionlimit(); sys.setrecursionlimit(5002); sys.setrecursionlimit(old)
