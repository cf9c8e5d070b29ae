import asyncio
import contextlib
import os

import pytest


def test_lie_chdir(tmp_path):
    os.chdir(tmp_path)  # lie: changed-directory


@pytest.mark.asyncio
async def test_lie_chdir_async(tmp_path):
    (tmp_path / "sub").mkdir()
    await asyncio.sleep(0)
    os.chdir(tmp_path / "sub")  # lie: changed-directory


@pytest.fixture
def inside(tmp_path):
    os.chdir(tmp_path)  # lie: changed-directory test_lie_fixture_without_tear_down


def test_lie_fixture_without_tear_down(inside):
    assert os.getcwd()


def test_honest_monkeypatch(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def test_honest_goes_back(tmp_path):
    before = os.getcwd()
    os.chdir(tmp_path)
    os.chdir(before)


@pytest.fixture(scope="module")
def module_wide(tmp_path_factory):
    before = os.getcwd()
    os.chdir(tmp_path_factory.mktemp("wide"))
    yield
    os.chdir(before)


def test_honest_wide_first(module_wide):
    assert os.getcwd()


def test_honest_wide_second(module_wide):
    assert os.getcwd()


@pytest.fixture
def home():
    before = os.getcwd()
    yield
    os.chdir(before)


def test_honest_came_back_from_a_directory_that_is_gone(tmp_path, home):
    (tmp_path / "sub").mkdir()
    os.chdir(tmp_path / "sub")
    (tmp_path / "sub").rmdir()


def test_lie_stays_in_a_directory_that_is_gone(tmp_path):
    (tmp_path / "sub").mkdir()
    os.chdir(tmp_path / "sub")  # lie: changed-directory
    (tmp_path / "sub").rmdir()


def test_honest_comes_from_a_directory_that_is_gone(tmp_path):
    os.chdir(tmp_path)


def test_honest_somewhere_again(tmp_path):
    assert os.getcwd()
