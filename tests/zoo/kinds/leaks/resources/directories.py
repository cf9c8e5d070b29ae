import os
import shutil
import tempfile
from pathlib import Path

import pytest

KEPT = []


def test_lie_directory():
    tempfile.mkdtemp()  # lie: leaked-directory


@pytest.mark.asyncio
async def test_lie_async():
    path = Path(tempfile.mkdtemp(prefix="zoo"))  # lie: leaked-directory
    (path / "x").write_text("x")


def test_lie_file():
    descriptor, path = tempfile.mkstemp()  # lie: leaked-directory
    os.close(descriptor)


def test_lie_file_not_deleted():
    with tempfile.NamedTemporaryFile("w", delete=False) as file:  # lie: leaked-directory
        file.write("x")


def test_lie_kept():
    KEPT.append(tempfile.TemporaryDirectory())  # lie: leaked-directory


@pytest.fixture
def workspace():
    return tempfile.mkdtemp()


def test_lie_function_fixture(workspace):
    assert workspace


# lie: leaked-directory test_lie_function_fixture


def test_honest_with():
    with tempfile.TemporaryDirectory() as path:
        assert os.path.isdir(path)


def test_honest_file():
    with tempfile.NamedTemporaryFile() as file:
        file.write(b"x")


def test_honest_removed():
    path = tempfile.mkdtemp()
    shutil.rmtree(path)


def test_honest_file_removed():
    descriptor, path = tempfile.mkstemp()
    os.close(descriptor)
    os.unlink(path)


def test_honest_tmp_path(tmp_path):
    (tmp_path / "x").mkdir()
    tempfile.mkdtemp(dir=tmp_path)


def test_honest_tempdir_moved(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    tempfile.mkdtemp()


def test_honest_moved_away(tmp_path):
    path = tempfile.mkdtemp()
    shutil.move(path, tmp_path / "x")


@pytest.fixture(scope="module")
def wide():
    path = tempfile.mkdtemp()
    yield path
    shutil.rmtree(path)


def test_honest_wide(wide):
    assert os.path.isdir(wide)


def test_honest_wide_again(wide):
    assert os.path.isdir(wide)


def test_honest_object_collected():
    ring = [tempfile.TemporaryDirectory()]
    ring.append(ring)


@pytest.fixture(scope="session", autouse=True)
def swept():
    yield
    for kept in KEPT:
        kept.cleanup()
