import asyncio
import signal
import sys
import threading

import pytest


def quiet(*args):
    pass


@pytest.fixture(autouse=True)
def repaired():
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGUSR1, signal.SIG_DFL)


def test_lie_signal():
    signal.signal(signal.SIGTERM, quiet)  # lie: changed-handlers


@pytest.mark.asyncio
async def test_lie_signal_async():
    signal.signal(signal.SIGUSR1, lambda *args: None)  # lie: changed-handlers


@pytest.fixture
def hooked():
    sys.excepthook = quiet  # lie: changed-handlers test_lie_hook
    yield


def test_lie_hook(hooked):
    assert sys.excepthook is quiet


def test_honest_signal():
    before = signal.signal(signal.SIGTERM, quiet)
    signal.signal(signal.SIGTERM, before)


@pytest.mark.asyncio
async def test_honest_loop_handler():
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, quiet)


@pytest.mark.asyncio
async def test_honest_loop_handler_removed():
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, quiet)
    loop.remove_signal_handler(signal.SIGTERM)


def test_honest_monkeypatch(monkeypatch):
    monkeypatch.setattr(sys, "excepthook", quiet)
    monkeypatch.setattr(threading, "excepthook", quiet)


def test_lie_signal_ignored():
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)  # lie: changed-handlers


@pytest.mark.asyncio(loop_scope="module")
async def test_lie_handler_left_on_a_loop_for_all():
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR2, quiet)  # lie: changed-handlers


@pytest.mark.asyncio(loop_scope="module")
async def test_honest_takes_it_away():
    asyncio.get_running_loop().remove_signal_handler(signal.SIGUSR2)
