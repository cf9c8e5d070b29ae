"""Explains an async test that no plugin runs."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.changes import Edit, diff
from asyncproof.explain.code import function_at, source_line
from asyncproof.explain.wording import at

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure

_MESSAGE = re.compile(r"^async def functions are not natively supported")


class AsyncNotRun(Case):
    """An async test has nobody who runs it: pytest itself can't.

    In strict mode, which is its default, pytest-asyncio runs the tests that have its mark, and no others.

    ```python title="test_answer.py"
    async def test_answer():
        assert True
    ```

    ```console
    $ pytest test_answer.py
    ...
    What happened: `test_answer` at test_answer.py:1 is an async test without the mark
      `pytest.mark.asyncio`, and pytest-asyncio is in strict mode.
    Why: pytest calls tests as plain functions; a call of an async function runs none of its code.
    Do this: mark it, or set `asyncio_mode = auto` in the configuration of pytest.
        test_answer.py:1
        + @pytest.mark.asyncio
          async def test_answer():
    More: asyncproof explain async-not-run
    ...
    ```

    ## What to do instead

    Mark the test, the class, or the module (`pytestmark = pytest.mark.asyncio`). Or set `asyncio_mode =
    auto`, and all async tests are run. For anyio's runner the mark is `pytest.mark.anyio`.
    """

    slug: ClassVar[str] = "async-not-run"
    texts: ClassVar[tuple[str, ...]] = ("async def functions are not natively supported",)
    order: ClassVar[int] = 20

    def story(self, failure: Failure) -> Story | None:
        """Tell what the test lacks."""
        if type(failure.error).__name__ != "Failed" or not _MESSAGE.match(failure.message):
            return None
        test = failure.test
        name = test.name.rpartition("::")[2].partition("[")[0]
        why = "pytest calls tests as plain functions; a call of an async function runs none of its code."
        what = f"`{name}`{at(test.place)} is an async test"
        if not test.mode:
            return Story(
                f"{what}, and no plugin is there that runs such tests.",
                why,
                "install pytest-asyncio and mark the test, or use the mark of the plugin that you have.",
            )
        function = None if test.place is None else function_at(test.place.file, test.place.line)
        if test.mode == "auto" or _is_marked(function):
            return Story(
                f"{what} that pytest-asyncio does not take for one.",
                why,
                "do not wrap it in a sync decorator.",
            )
        change = ""
        if function is not None and test.place is not None:
            line = source_line(test.place.file, function.lineno)
            indent = line[: len(line) - len(line.lstrip())]
            edit = Edit(function.lineno, (line,), (f"{indent}@pytest.mark.asyncio", line))
            change = diff(test.place.file, [edit])
        return Story(
            f"{what} without the mark `pytest.mark.asyncio`, and pytest-asyncio is in strict mode.",
            why,
            "mark it, or set `asyncio_mode = auto` in the configuration of pytest.",
            change,
        )


def _is_marked(function: ast.FunctionDef | ast.AsyncFunctionDef | None) -> bool:
    decorators = () if function is None else function.decorator_list
    return any("mark.asyncio" in ast.unparse(decorator) for decorator in decorators)
