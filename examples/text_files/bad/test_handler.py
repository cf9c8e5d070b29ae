"""Tests that leave files behind, or look at what is not there yet."""

import os
import tempfile
import time

from examples.text_files.bad.handler import BlockingFileHandler
from examples.text_files.handler import FileHandler


async def test_write_and_read(tmp_path):  # guard: blocking-call, leaked-file
    handler = BlockingFileHandler()
    await handler.write_lines(tmp_path / "a.txt", ["one"])
    assert await handler.read_lines(tmp_path / "a.txt") is not None


async def test_a_temporary_file():  # guard: leaked-directory
    number, path = tempfile.mkstemp()
    os.close(number)
    await BlockingFileHandler().read_lines(path)
    assert os.path.exists(path)


async def test_nothing_was_written(tmp_path):  # guard: blocking-call, never-awaited
    FileHandler().write_lines(tmp_path / "a.txt", ["one"])  # check: missing-await
    time.sleep(0.05)  # check: blocking-sleep, sleep-then-assert
    assert not (tmp_path / "a.txt").exists()
