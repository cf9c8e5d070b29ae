from __future__ import annotations

import shlex

import pytest

from asyncproof.check.pytesting.options import Options, read_options


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ("", Options()),
        ("-q --tb=short -x tests", Options()),
        ("--asyncio-mode=auto", Options(asyncio_mode="auto")),
        ("--asyncio-mode strict --asyncio-mode auto", Options(asyncio_mode="auto")),
        ("--anyio-mode=auto", Options(anyio_mode="auto")),
        ("-p a -pb -p no:c -pno:d", Options(plugins=("a", "b"), blocked=("c", "d"))),
        (
            "-o asyncio_mode=auto --override-ini='x = y' --override-ini z=1",
            Options(overrides={"asyncio_mode": "auto", "x": "y", "z": "1"}),
        ),
        ("-W error -Wignore --pythonwarnings=once", Options(warnings=("error", "ignore", "once"))),
        ("--asyncio-mode", Options()),
    ],
)
def test_words_are_read_as_pytest_reads_them(words: str, options: Options) -> None:
    """All spellings of an option count, the last one has the say, and the others are left alone."""
    assert read_options(shlex.split(words)) == options
