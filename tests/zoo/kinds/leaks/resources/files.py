import asyncio
import gc
import gzip
import io
import logging
import os
import tempfile
import zipfile
from pathlib import Path

import pytest

KEPT = []


def test_lie_local(tmp_path):
    file = open(tmp_path / "x", "w")  # lie: leaked-file
    file.write("x")


def test_lie_one_line(tmp_path):
    file = open(tmp_path / "x", "w")  # lie: leaked-file


def test_lie_kept(tmp_path):
    KEPT.append(open(tmp_path / "x", "w"))  # lie: leaked-file


def test_lie_kept_binary(tmp_path):
    KEPT.append((tmp_path / "x").open("wb"))  # lie: leaked-file


def test_lie_in_a_circle(tmp_path):
    ring = [open(tmp_path / "x", "wb", buffering=0)]  # lie: leaked-file
    ring.append(ring)


def test_lie_in_a_circle_collected(tmp_path):
    ring = [open(tmp_path / "x", "w")]  # lie: leaked-file
    ring.append(ring)
    del ring
    gc.collect()


def read(path):
    file = open(path)
    return file.read()


@pytest.mark.asyncio
async def test_lie_async(tmp_path):
    (tmp_path / "x").write_text("hello")
    assert read(tmp_path / "x") == "hello"


# lie: leaked-file test_lie_async


def test_lie_relative(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = open("with spaces and 'quotes'", "w")  # lie: leaked-file
    KEPT.append(file)


def test_lie_relative_dropped(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = open("with spaces and 'quotes'", "w")  # lie: leaked-file


def test_lie_one_of_two(tmp_path):
    with open(tmp_path / "x", "w") as file:
        file.write("x")
    other = open(tmp_path / "x")  # lie: leaked-file
    assert other.read() == "x"
    with open(tmp_path / "x") as file:
        assert file.read() == "x"


def test_lie_iterated(tmp_path):
    (tmp_path / "x").write_text("a\nb\n")
    lines = open(tmp_path / "x")  # lie: leaked-file
    for line in lines:
        break


def test_lie_gzip(tmp_path):
    file = gzip.open(tmp_path / "x", "wb")  # lie: leaked-file
    KEPT.append(file)


def test_honest_gzip(tmp_path):
    with gzip.open(tmp_path / "x", "wb") as file:
        file.write(b"x")


def test_honest_zip(tmp_path):
    with zipfile.ZipFile(tmp_path / "x", "w") as file:
        file.writestr("a", "b")


@pytest.fixture
def opened(tmp_path):
    return open(tmp_path / "x", "w")


def test_lie_function_fixture(opened):
    opened.write("x")


# lie: leaked-file test_lie_function_fixture


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    file = open(tmp_path_factory.mktemp("log") / "log", "w")
    yield file
    file.close()


def test_honest_wide(log):
    log.write("x")


def test_honest_wide_again(log):
    log.write("x")


class TestWide:
    @pytest.fixture(scope="class")
    def forgotten(self, tmp_path_factory):
        file = open(tmp_path_factory.mktemp("log") / "log", "w")
        KEPT.append(file)
        return file

    def test_honest_not_the_last(self, forgotten):
        forgotten.write("x")

    def test_lie_the_last(self, forgotten):
        forgotten.write("x")


# lie: leaked-file test_lie_the_last


def test_honest_with(tmp_path):
    with open(tmp_path / "x", "w") as file:
        file.write("x")
    with (tmp_path / "x").open() as file:
        assert file.read() == "x"


def test_honest_path(tmp_path):
    (tmp_path / "x").write_text("x")
    assert (tmp_path / "x").read_bytes() == b"x"


def test_honest_within_a_line(tmp_path):
    open(tmp_path / "x", "w").write("x")
    assert open(tmp_path / "x").read() == "x"


def test_honest_memory():
    KEPT.append(io.StringIO("x"))
    KEPT.append(io.BytesIO(b"x"))


def test_honest_devnull():
    KEPT.append(open(os.devnull, "w"))


def test_honest_logging(tmp_path):
    handler = logging.FileHandler(tmp_path / "log")
    logger = logging.getLogger("zoo")
    logger.addHandler(handler)
    logger.warning("x")
    logger.removeHandler(handler)
    handler.close()


def test_honest_temporary():
    with tempfile.TemporaryFile() as file:
        file.write(b"x")
    with tempfile.NamedTemporaryFile("w") as file:
        file.write("x")


@pytest.mark.asyncio
async def test_honest_in_a_thread(tmp_path):
    def write():
        with open(tmp_path / "x", "w") as file:
            file.write("x")

    await asyncio.to_thread(write)


@pytest.mark.asyncio
async def test_lie_in_a_thread(tmp_path):
    def write():
        file = open(tmp_path / "x", "w")  # lie: leaked-file
        KEPT.append(file)

    await asyncio.to_thread(write)


@pytest.mark.asyncio
async def test_lie_anyio_file(tmp_path):
    anyio = pytest.importorskip("anyio")
    KEPT.append(await anyio.open_file(tmp_path / "x", "w"))  # lie: leaked-file


@pytest.mark.asyncio
async def test_lie_in_an_executor(tmp_path):
    with open(tmp_path / "x", "w"):
        pass
    loop = asyncio.get_running_loop()
    KEPT.append(await loop.run_in_executor(None, open, tmp_path / "x"))  # lie: leaked-file


@pytest.mark.asyncio
async def test_honest_in_an_executor(tmp_path):
    loop = asyncio.get_running_loop()
    file = await loop.run_in_executor(None, open, tmp_path / "x", "w")
    await loop.run_in_executor(None, file.close)


@pytest.mark.asyncio
async def test_honest_anyio_file(tmp_path):
    anyio = pytest.importorskip("anyio")
    async with await anyio.open_file(tmp_path / "x", "w") as file:
        await file.write("x")


def test_honest_capture(capfd):
    print("x")
    assert capfd.readouterr().out == "x\n"


def test_honest_expects_the_warning(tmp_path):
    file = open(tmp_path / "x", "w")
    with pytest.warns(ResourceWarning):
        del file
