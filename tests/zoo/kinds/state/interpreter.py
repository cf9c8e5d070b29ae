import decimal
import gc
import runpy
import socket
import sys

import pytest


@pytest.fixture(autouse=True)
def repaired():
    gc.enable()
    socket.setdefaulttimeout(None)
    decimal.getcontext().prec = 28


def test_lie_gc():
    gc.disable()  # lie: changed-interpreter


def test_lie_socket_timeout():
    socket.setdefaulttimeout(3)  # lie: changed-interpreter


def test_lie_precision():
    decimal.getcontext().prec = 5  # lie: changed-interpreter


def test_lie_path():
    sys.path.insert(0, "/nowhere")  # lie: changed-interpreter


def test_honest_path(monkeypatch):
    monkeypatch.syspath_prepend("/elsewhere")


def test_honest_precision():
    with decimal.localcontext() as context:
        context.prec = 3


def test_honest_gc():
    gc.disable()
    gc.enable()


def test_honest_argv(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["x"])


def test_honest_path_of_a_module_that_makes_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "zoo_vendored.py").write_text("from sys import path; path.append('/vendored')")
    runpy.run_path("zoo_vendored.py")
