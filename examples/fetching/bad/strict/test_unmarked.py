"""Tests of a project that has set no mode: pytest-asyncio runs what is marked, and nothing else."""

import pytest

from examples.fetching.fetcher import fetch


@pytest.fixture
async def data():
    return await fetch("weather")


async def test_without_a_mark():  # check: unrun-test
    assert await fetch("weather")


@pytest.mark.asyncio
async def test_with_an_async_fixture(data):  # check: unrun-fixture
    assert data.values


@pytest.mark.asyncoi
async def test_with_another_mark():  # check: misspelt-mark
    assert await fetch("weather")
