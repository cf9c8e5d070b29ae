"""Explains a `SystemExit` that came out of a coroutine."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.wording import line_of

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure


class ExitInTask(Case):
    """Code under an event loop called `sys.exit()`.

    `SystemExit` is no ordinary error: raised in a task it does not wait to be awaited, but goes through the
    event loop at once, and stops it together with all other tasks.

    ```python title="test_main.py"
    import sys

    import pytest


    async def main(arguments):
        if not arguments:
            sys.exit(2)


    @pytest.mark.asyncio
    async def test_main_needs_arguments():
        await main([])
    ```

    ```console
    $ pytest test_main.py
    ...
    What happened: `main` (test_main.py:8) raised SystemExit with code 2.
    ...
    More: asyncproof explain exit-in-task
    ...
    ```

    ## What to do instead

    Let async code raise an error of its own, and call `sys.exit()` around `asyncio.run(main())`. A test of
    the program's exit drives the whole of it in a plain function: `with pytest.raises(SystemExit):
    asyncio.run(main([]))`.
    """

    slug: ClassVar[str] = "exit-in-task"
    texts: ClassVar[tuple[str, ...]] = ("SystemExit: ...",)
    order: ClassVar[int] = 60

    def story(self, failure: Failure) -> Story | None:
        """Tell it where it came through an event loop."""
        error = failure.error
        if not isinstance(error, SystemExit | KeyboardInterrupt):
            return None
        modules = {str(frame.frame.f_globals.get("__name__")) for frame in failure.frames}
        if "asyncio.base_events" not in modules and not failure.test.is_async:
            return None
        frame = failure.user_frame
        name = "something" if frame is None else f"`{frame.function}`"
        code = f" with code {error.code}" if isinstance(error, SystemExit) else ""
        return Story(
            what=f"{name}{line_of(frame)} raised {type(error).__name__}{code}.",
            why="it does not wait in its task to be awaited: it goes through the event loop at once, and "
            "stops it with all "
            "other tasks.",
            do="let async code raise an error of its own, and call `sys.exit()` outside, around "
            "`asyncio.run(main())`; a test "
            "that is about the exit expects it there: `with pytest.raises(SystemExit): asyncio.run(main())`.",
        )
